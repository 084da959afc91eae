package dev.tideway.knlocal;

import dev.tideway.knlocal.activator.Activator;
import dev.tideway.knlocal.autoscaler.ScaleLoop;
import dev.tideway.knlocal.dispatch.Http;
import dev.tideway.knlocal.event.Sampling;
import dev.tideway.knlocal.fault.Faults;
import dev.tideway.knlocal.function.Environment;
import dev.tideway.knlocal.function.FunctionLogs;
import dev.tideway.knlocal.function.FunctionSettings;
import dev.tideway.knlocal.function.Host;
import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.revision.BuildWatch;
import dev.tideway.knlocal.revision.Platform;
import dev.tideway.knlocal.revision.Service;
import dev.tideway.knlocal.settings.Settings;
import dev.tideway.knlocal.state.StateException;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Every function, the way to it, the autoscaler over all of them, and the watch for new builds.
final class Functions implements AutoCloseable {
    private final Activator activator = new Activator();
    private final ScaleLoop autoscaler = new ScaleLoop(InstantSource.system());
    private final Faults faults = new Faults();
    private final List<Service> services = new ArrayList<>();
    private final LogReport logs;
    private Optional<BuildWatch> watch = Optional.empty();

    /// @throws StateException when what is kept of their revisions cannot be read or written
    Functions(Resources resources, Function<FunctionSpec, Environment> variables, Host host)
            throws StateException {
        logs = new LogReport(resources, new FunctionLogs(host.settings().logs()), variables);
        var platform =
                new Platform(
                        activator,
                        autoscaler,
                        host,
                        resources.serving().revisionsKept(),
                        InstantSource.system());
        for (var spec : resources.functions().values()) {
            services.add(new Service(spec, variables.apply(spec), platform));
        }
    }

    /// What holds for all of them.
    ///
    /// @param environment the process's own
    static FunctionSettings kept(Settings settings, Map<String, String> environment) {
        var kept = FunctionSettings.below(settings.state(), environment);
        return settings.tracing().map(it -> kept.with(it.variables())).orElse(kept);
    }

    Activator activator() {
        return activator;
    }

    /// The client that reaches them.
    Http http(Vertx vertx, Sampling sampling) {
        return new Http(vertx, activator, faults, sampling);
    }

    LogReport logs() {
        return logs;
    }

    /// What is to go wrong with deliveries to them, on purpose.
    Faults faults() {
        return faults;
    }

    List<Service> services() {
        return List.copyOf(services);
    }

    /// From now on instances are started and stopped.
    void start() {
        services.forEach(Service::start);
        autoscaler.start();
        watch = Optional.of(BuildWatch.over(services));
    }

    @Override
    public void close() {
        watch.ifPresent(BuildWatch::close);
        autoscaler.close();
        activator.close();
        Service.closeAll(services);
    }
}
