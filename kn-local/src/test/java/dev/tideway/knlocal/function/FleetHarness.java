package dev.tideway.knlocal.function;

import dev.tideway.knlocal.activator.Gate;
import dev.tideway.knlocal.activator.Lease;
import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.FunctionSpec.Env;
import dev.tideway.knlocal.manifest.FunctionSpec.EnvValue;
import dev.tideway.knlocal.manifest.FunctionSpec.Timeouts;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.manifest.Probes;
import dev.tideway.knlocal.process.LaunchException;
import dev.tideway.knlocal.process.Leash;
import dev.tideway.knlocal.state.StateException;
import dev.tideway.knlocal.testing.Functions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// A fleet of [FakeFunction]s behind a real gate; scales to one when a request finds none.
final class FleetHarness implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(30);

    private static final Key FAKE = new Key("default", "fake");
    private static final FunctionSettings.Timing QUICK =
            new FunctionSettings.Timing(
                    Duration.ofMillis(50),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(3),
                    Duration.ofMillis(100),
                    Duration.ofMillis(400),
                    Duration.ofSeconds(10));

    private final Path folder;
    private final List<Env> envs = new ArrayList<>();
    private List<String> command =
            List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    FakeFunction.class.getName());
    private int containerConcurrency;
    private Duration progress = Duration.ofMinutes(2);
    private Probes probes = Probes.http("/ready", "/ready");
    private Optional<Gate> gate = Optional.empty();
    private Optional<Fleet> fleet = Optional.empty();

    FleetHarness(Path folder) {
        this.folder = folder;
    }

    FleetHarness env(String name, String value) {
        return env(name, new EnvValue.Literal(value));
    }

    FleetHarness env(String name, EnvValue value) {
        envs.add(new Env(name, value, new Place(Path.of("functions/fake/func.yaml"), 12)));
        return this;
    }

    FleetHarness command(List<String> other) {
        command = other;
        return this;
    }

    FleetHarness containerConcurrency(int limit) {
        containerConcurrency = limit;
        return this;
    }

    FleetHarness readyWithin(Duration limit) {
        progress = limit;
        return this;
    }

    FleetHarness probes(Probes others) {
        probes = others;
        return this;
    }

    FleetHarness up() throws LaunchException, StateException {
        var spec = spec();
        var settings = FunctionSettings.below(folder.resolve("state"), System.getenv()).with(QUICK);
        var host = new Host(Leash.onThisMachine(), settings);
        var ourGate = new Gate(spec, () -> fleet().scaleTo(1));
        gate = Optional.of(ourGate);
        var history = new History(spec, settings);
        if (!(history.settle() instanceof History.Made.Revision(var kept))) {
            throw new IllegalStateException("no revision");
        }
        history.prune(Set.of(kept.name()), 1);
        fleet =
                Optional.of(
                        new Fleet(
                                spec, FleetHarness::literal, history.supply(kept), ourGate, host));
        return this;
    }

    Gate gate() {
        return gate.orElseThrow();
    }

    Fleet fleet() {
        return fleet.orElseThrow();
    }

    Lease lease() {
        return gate().acquire(SOON).join();
    }

    /// The answer to a GET through a lease of its own, on a thread of its own.
    CompletableFuture<String> get(String path) {
        var answer = new CompletableFuture<String>();
        Thread.startVirtualThread(() -> {
            try (var lease = lease()) {
                answer.complete(get(lease, path));
            } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    String get(Lease lease, String path) throws IOException {
        var uri = URI.create("http://" + lease.host() + ":" + lease.port() + path);
        var request = HttpRequest.newBuilder(uri).timeout(SOON).build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    FleetSnapshot await(Predicate<FleetSnapshot> condition) {
        return awaitility().until(() -> fleet().snapshot(), condition);
    }

    /// Until so many instances get requests.
    void awaitRouted(int count) {
        awaitility().until(() -> gate().snapshot().ready() == count);
    }

    void awaitGone(long pid) {
        awaitility().until(() -> ProcessHandle.of(pid).isEmpty());
    }

    List<Long> pids() {
        return fleet().snapshot().members().stream().map(FleetSnapshot.Member::pid).toList();
    }

    void touch(String file) throws IOException {
        Files.writeString(folder.resolve(file), "");
    }

    String path(String file) {
        return folder.resolve(file).toString();
    }

    String log(int number) throws IOException {
        return Files.readString(folder.resolve("state/logs/fake/fake-00001-" + number + ".log"));
    }

    @Override
    public void close() {
        fleet.ifPresent(Fleet::close);
    }

    private ConditionFactory awaitility() {
        return Awaitility.await().atMost(SOON);
    }

    private static Optional<String> literal(Env env) {
        return env.value() instanceof EnvValue.Literal(var text)
                ? Optional.of(text)
                : Optional.empty();
    }

    private FunctionSpec spec() {
        return Functions.run(FAKE, folder, command, envs, probes)
                .with(new Timeouts(Duration.ofSeconds(20), Duration.ZERO, Duration.ZERO, progress))
                .withConcurrency(containerConcurrency);
    }
}
