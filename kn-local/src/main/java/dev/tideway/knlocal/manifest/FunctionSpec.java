package dev.tideway.knlocal.manifest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A function as its func.yaml or its Service describes it, with Knative Serving's defaults filled in.
///
/// @param command how to start it, when `kn-local.yaml` says so; empty means its own build output
/// @param containerConcurrency requests one instance takes at once; 0 means no limit
/// @param memoryBytes the container's memory limit (`resources.limits.memory`)
public record FunctionSpec(
        Key key,
        Path directory,
        List<String> command,
        List<Env> envs,
        int containerConcurrency,
        Timeouts timeouts,
        Probes probes,
        Scaling scaling,
        Optional<Long> memoryBytes,
        Routing routing,
        Place place) {
    public FunctionSpec {
        command = List.copyOf(command);
        envs = List.copyOf(envs);
    }

    /// A request's longest life, waiting for an instance included (`timeoutSeconds`).
    public Duration timeout() {
        return timeouts.request();
    }

    /// What `run.envs` says to its JVM. To be given behind the usual options: the JVM itself reads the variable before them, and what
    /// comes last holds.
    public List<String> javaOptions() {
        return envs.stream()
                .filter(env -> env.name().equals("JAVA_TOOL_OPTIONS"))
                .flatMap(env ->
                        env.value() instanceof EnvValue.Literal(var text)
                                ? Stream.of(text.strip().split("\\s+"))
                                : Stream.empty())
                .filter(option -> !option.isEmpty())
                .toList();
    }

    /// Under which names it is addressed: its own, and one for each tag.
    List<Key> addresses() {
        var tags = routing.traffic().stream().flatMap(it -> it.tag().stream());
        return Stream.concat(Stream.of(key), tags.map(it -> Routing.tagged(it, key))).toList();
    }

    public FunctionSpec with(Timeouts other) {
        return with(containerConcurrency, other, scaling, routing);
    }

    public FunctionSpec with(Scaling other) {
        return with(containerConcurrency, timeouts, other, routing);
    }

    public FunctionSpec with(Routing other) {
        return with(containerConcurrency, timeouts, scaling, other);
    }

    public FunctionSpec withConcurrency(int limit) {
        return with(limit, timeouts, scaling, routing);
    }

    private FunctionSpec with(
            int otherConcurrency,
            Timeouts otherTimeouts,
            Scaling otherScaling,
            Routing otherRouting) {
        return new FunctionSpec(
                key,
                directory,
                command,
                envs,
                otherConcurrency,
                otherTimeouts,
                probes,
                otherScaling,
                memoryBytes,
                otherRouting,
                place);
    }

    /// One of `run.envs`, its `{{ … }}` not yet resolved.
    public record Env(String name, EnvValue value, Place place) {}

    public sealed interface EnvValue {
        record Literal(String text) implements EnvValue {}

        record FromSecret(String secret, String key) implements EnvValue {}

        record FromConfigMap(String configMap, String key) implements EnvValue {}

        /// `{{ env:NAME }}`: from the environment of the runner.
        record FromEnvironment(String variable) implements EnvValue {}
    }

    /// How long things may take; a zero means no such limit.
    ///
    /// @param request `timeoutSeconds`
    /// @param responseStart until the answer begins (`responseStartTimeoutSeconds`)
    /// @param idle without a byte of the answer (`idleTimeoutSeconds`)
    /// @param progress from a start to ready (`progress-deadline`)
    public record Timeouts(
            Duration request, Duration responseStart, Duration idle, Duration progress) {
        public static final Timeouts USUAL =
                new Timeouts(
                        Duration.ofMinutes(5),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofMinutes(10));

        public Timeouts with(Duration otherProgress) {
            return new Timeouts(request, responseStart, idle, otherProgress);
        }
    }
}
