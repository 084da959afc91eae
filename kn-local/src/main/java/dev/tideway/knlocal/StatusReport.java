package dev.tideway.knlocal;

import dev.tideway.knlocal.dispatch.Hub;
import dev.tideway.knlocal.dispatch.Route;
import dev.tideway.knlocal.function.FleetSnapshot;
import dev.tideway.knlocal.function.StartFailure;
import dev.tideway.knlocal.journey.Counts;
import dev.tideway.knlocal.manifest.Trigger;
import dev.tideway.knlocal.status.BrokerStatus;
import dev.tideway.knlocal.status.FunctionStatus;
import dev.tideway.knlocal.status.FunctionStatus.State;
import dev.tideway.knlocal.status.Status;
import dev.tideway.knlocal.status.TriggerStatus;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Puts together what the rooms know of themselves.
final class StatusReport {
    private final Counts counts;
    private final int dataPort;

    StatusReport(Counts counts, int dataPort) {
        this.counts = counts;
        this.dataPort = dataPort;
    }

    Status of(List<Functions.Running> functions, List<Hub> hubs) {
        var triggers = new ArrayList<TriggerStatus>();
        hubs.forEach(hub -> triggers.addAll(triggers(hub)));
        return new Status(
                Instant.now(),
                functions.stream().map(this::function).toList(),
                triggers,
                hubs.stream().map(this::broker).toList());
    }

    private FunctionStatus function(Functions.Running running) {
        var fleet = running.fleet().snapshot();
        var gate = running.gate().snapshot();
        var key = running.spec().key();
        return new FunctionStatus(
                key,
                URI.create(
                        "http://%s.%s.localhost:%d"
                                .formatted(key.name(), key.namespace(), dataPort)),
                state(fleet),
                fleet.failure().map(StartFailure::reason).orElse(""),
                fleet.ready(),
                fleet.desired(),
                gate.inFlight(),
                gate.waiting(),
                gate.lastRequest(),
                fleet.coldStart());
    }

    private static State state(FleetSnapshot fleet) {
        if (fleet.ready() > 0) {
            return State.READY;
        } else if (fleet.failure().isPresent() && fleet.desired() > 0) {
            return State.FAILED;
        } else if (fleet.starting() > 0) {
            return State.STARTING;
        }
        return fleet.draining() > 0 ? State.STOPPING : State.ZERO;
    }

    private List<TriggerStatus> triggers(Hub hub) {
        var all = new ArrayList<TriggerStatus>();
        hub.eachLag((bound, lag) -> all.add(trigger(bound, lag)));
        return all;
    }

    private TriggerStatus trigger(Hub.Bound bound, long lag) {
        Trigger trigger = bound.trigger();
        var count = counts.trigger(trigger.key());
        return new TriggerStatus(
                trigger.key(),
                trigger.broker(),
                subscriber(bound.routes().subscriber()),
                true,
                "",
                count.delivered().sum(),
                count.retried().sum(),
                count.deadLettered().sum(),
                lag);
    }

    /// As kn writes it.
    private static String subscriber(Route route) {
        return route.function().map(key -> "ksvc:" + key.name()).orElse(route.uri().toString());
    }

    private BrokerStatus broker(Hub hub) {
        var broker = hub.broker();
        var count = counts.broker(broker.key());
        return new BrokerStatus(
                broker.key(),
                broker.brokerClass().annotation(),
                URI.create("http://localhost:%d/%s".formatted(dataPort, broker.key())),
                true,
                "",
                count.accepted().sum(),
                count.refused().sum());
    }
}
