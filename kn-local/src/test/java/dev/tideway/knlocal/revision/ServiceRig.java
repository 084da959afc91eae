package dev.tideway.knlocal.revision;

import dev.tideway.knlocal.activator.Activator;
import dev.tideway.knlocal.activator.Lease;
import dev.tideway.knlocal.autoscaler.ScaleLoop;
import dev.tideway.knlocal.function.Environment;
import dev.tideway.knlocal.function.FunctionSettings;
import dev.tideway.knlocal.function.Host;
import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.FunctionSpec.EnvValue;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Probes;
import dev.tideway.knlocal.manifest.Routing;
import dev.tideway.knlocal.process.LaunchException;
import dev.tideway.knlocal.process.Leash;
import dev.tideway.knlocal.state.StateException;
import dev.tideway.knlocal.testing.Functions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// A function with all that belongs to it, as a runner would have it: real processes, real time.
final class ServiceRig implements AutoCloseable {
    static final Key ORDERS = new Key("default", "orders");
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Environment LITERALS =
            env ->
                    env.value() instanceof EnvValue.Literal(var text)
                            ? Optional.of(text)
                            : Optional.empty();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Activator activator = new Activator();
    private final ScaleLoop autoscaler = new ScaleLoop(InstantSource.system());
    private final Service service;
    private final BuildWatch watch;

    /// @param folder the function's; its state is kept beside it
    ServiceRig(Path folder, FunctionSpec spec) throws LaunchException, StateException {
        this(folder, spec, InstantSource.system());
    }

    /// @param clock by which rollouts go on
    ServiceRig(Path folder, FunctionSpec spec, InstantSource clock)
            throws LaunchException, StateException {
        var settings = FunctionSettings.below(folder.resolveSibling("state"), System.getenv());
        var host = new Host(Leash.onThisMachine(), settings);
        this.service =
                new Service(spec, LITERALS, new Platform(activator, autoscaler, host, 2, clock));
        service.start();
        autoscaler.start();
        this.watch = BuildWatch.over(List.of(service));
    }

    static FunctionSpec spec(Path folder, Routing routing) {
        var spec =
                Functions.run(ORDERS, folder, List.of(), List.of(), Probes.http("/live", "/ready"));
        return spec.with(routing);
    }

    Service service() {
        return service;
    }

    Lease lease(Key address) {
        return activator.acquire(address, SOON).join();
    }

    /// What the function answers.
    String ask(Key address) throws IOException, InterruptedException {
        try (var lease = lease(address)) {
            var uri = URI.create("http://" + lease.host() + ":" + lease.port() + "/");
            var request = HttpRequest.newBuilder(uri).timeout(SOON).build();
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }

    String ask() throws IOException, InterruptedException {
        return ask(ORDERS);
    }

    @Override
    public void close() {
        watch.close();
        autoscaler.close();
        activator.close();
        Service.closeAll(List.of(service));
    }
}
