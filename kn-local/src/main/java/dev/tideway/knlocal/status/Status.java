package dev.tideway.knlocal.status;

import dev.tideway.knlocal.fault.StandingFault;
import java.time.Instant;
import java.util.List;

/// A runner at one moment: what `GET /api/status` on the control port answers, and `kn-local status` shows.
public record Status(
        Instant at,
        List<FunctionStatus> functions,
        List<TriggerStatus> triggers,
        List<BrokerStatus> brokers,
        List<SubscriptionStatus> subscriptions,
        List<ChannelStatus> channels,
        List<SourceStatus> sources,
        List<SinkStatus> sinks,
        List<StandingFault> faults) {
    public Status {
        functions = List.copyOf(functions);
        triggers = List.copyOf(triggers);
        brokers = List.copyOf(brokers);
        subscriptions = List.copyOf(subscriptions);
        channels = List.copyOf(channels);
        sources = List.copyOf(sources);
        sinks = List.copyOf(sinks);
        faults = List.copyOf(faults);
    }
}
