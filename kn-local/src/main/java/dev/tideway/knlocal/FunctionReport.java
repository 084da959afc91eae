package dev.tideway.knlocal;

import dev.tideway.knlocal.activator.GateSnapshot;
import dev.tideway.knlocal.function.FleetSnapshot;
import dev.tideway.knlocal.function.StartFailure;
import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.Scaling;
import dev.tideway.knlocal.metrics.Timings;
import dev.tideway.knlocal.revision.RevisionView;
import dev.tideway.knlocal.revision.Service;
import dev.tideway.knlocal.status.FunctionStatus;
import dev.tideway.knlocal.status.FunctionStatus.Figures;
import dev.tideway.knlocal.status.FunctionStatus.State;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What there is to say of functions: the part of a [StatusReport] that has most of it.
record FunctionReport(Timings timings, int dataPort) {
    FunctionStatus of(Service service) {
        var revisions = service.revisions();
        var fleets = revisions.stream().map(RevisionView::fleet).toList();
        var gates = revisions.stream().map(RevisionView::gate).toList();
        var key = service.spec().key();
        return new FunctionStatus(
                key,
                URI.create(
                        "http://%s.%s.localhost:%d"
                                .formatted(key.name(), key.namespace(), dataPort)),
                state(fleets),
                fleets.stream()
                        .flatMap(it -> it.failure().stream())
                        .map(StartFailure::reason)
                        .collect(Collectors.joining("; ")),
                fleets.stream().mapToInt(FleetSnapshot::ready).sum(),
                fleets.stream().mapToInt(FleetSnapshot::desired).sum(),
                gates.stream().mapToInt(GateSnapshot::inFlight).sum(),
                gates.stream().mapToInt(GateSnapshot::waiting).sum(),
                gates.stream()
                        .flatMap(it -> it.lastRequest().stream())
                        .max(Comparator.naturalOrder()),
                fleets.stream().flatMap(it -> it.coldStart().stream()).findFirst(),
                revisions.stream().map(FunctionReport::revision).toList(),
                figures(service.spec()));
    }

    private Figures figures(FunctionSpec spec) {
        var byConcurrency = spec.scaling().metric() == Scaling.Metric.CONCURRENCY;
        return new Figures(
                byConcurrency
                        ? Optional.of(spec.scaling().total(spec.containerConcurrency()))
                        : Optional.empty(),
                timings.requests(spec.key()),
                timings.starts(spec.key()));
    }

    private static FunctionStatus.Revision revision(RevisionView view) {
        return new FunctionStatus.Revision(
                view.name(),
                view.percent(),
                view.tags(),
                view.fleet().ready(),
                view.fleet().desired());
    }

    private static State state(List<FleetSnapshot> fleets) {
        if (any(fleets, it -> it.ready() > 0)) {
            return State.READY;
        } else if (any(fleets, it -> it.failure().isPresent() && it.desired() > 0)) {
            return State.FAILED;
        } else if (any(fleets, it -> it.starting() > 0)) {
            return State.STARTING;
        }
        return any(fleets, it -> it.draining() > 0) ? State.STOPPING : State.ZERO;
    }

    private static boolean any(List<FleetSnapshot> fleets, Predicate<FleetSnapshot> test) {
        return fleets.stream().anyMatch(test);
    }
}
