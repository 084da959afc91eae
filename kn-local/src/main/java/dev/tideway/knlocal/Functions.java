package dev.tideway.knlocal;

import dev.tideway.knlocal.activator.Activator;
import dev.tideway.knlocal.activator.Gate;
import dev.tideway.knlocal.autoscaler.ScaleLoop;
import dev.tideway.knlocal.function.Environment;
import dev.tideway.knlocal.function.Fleet;
import dev.tideway.knlocal.function.Host;
import dev.tideway.knlocal.manifest.FunctionSpec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/// Every function: its gate, its fleet, and the autoscaler over all of them.
final class Functions implements AutoCloseable {
    /// `max-scale-limit` of config-autoscaler: none by default.
    private static final int NO_LIMIT = 0;

    private final Activator activator = new Activator();
    private final ScaleLoop autoscaler = new ScaleLoop(InstantSource.system(), NO_LIMIT);
    private final List<Running> running = new ArrayList<>();

    record Running(FunctionSpec spec, Gate gate, Fleet fleet) {}

    Functions(
            Collection<FunctionSpec> specs,
            Function<FunctionSpec, Environment> variables,
            Host host) {
        for (var spec : specs) {
            var gate = new Gate(spec, () -> autoscaler.poke(spec.key()));
            var fleet = new Fleet(spec, variables.apply(spec), gate, host);
            activator.add(gate);
            running.add(new Running(spec, gate, fleet));
        }
    }

    Activator activator() {
        return activator;
    }

    List<Running> running() {
        return List.copyOf(running);
    }

    /// From now on instances are started and stopped.
    void start() {
        running.forEach(each -> autoscaler.add(each.spec(), each.gate(), each.fleet()));
        autoscaler.start();
    }

    @Override
    public void close() {
        autoscaler.close();
        activator.close();
        Fleet.closeAll(running.stream().map(Running::fleet).toList());
    }
}
