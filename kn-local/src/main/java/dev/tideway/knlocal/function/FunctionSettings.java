package dev.tideway.knlocal.function;

import dev.tideway.knlocal.manifest.Key;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What holds for every function of a runner.
///
/// @param logs one folder per function, one file per instance
/// @param revisions one folder per function, with a folder for each of its revisions
/// @param java the `java` that runs functions built with Quarkus
/// @param self how this kn-local is started: what a command means that begins with `kn-local`
/// @param inherited the little of the runner's environment that every function gets
/// @param logsKept files kept per function besides those of living instances
public record FunctionSettings(
        Path logs,
        Path revisions,
        Path java,
        List<String> self,
        Map<String, String> inherited,
        int logsKept,
        Timing timing) {
    private static final List<String> INHERITED =
            List.of(
                    "PATH",
                    "HOME",
                    "USER",
                    "LOGNAME",
                    "LANG",
                    "LC_ALL",
                    "TZ",
                    "TMPDIR",
                    "JAVA_HOME");

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    public FunctionSettings {
        self = List.copyOf(self);
        inherited = Map.copyOf(inherited);
    }

    /// The usual ones, with everything kept below `state` (`.kn-local`).
    ///
    /// @param environment the runner's own
    public static FunctionSettings below(Path state, Map<String, String> environment) {
        var inherited = new LinkedHashMap<>(environment);
        inherited.keySet().retainAll(INHERITED);
        return new FunctionSettings(
                state.resolve("logs").toAbsolutePath(),
                state.resolve("revisions").toAbsolutePath(),
                JAVA,
                List.of(
                        JAVA.toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.tideway.knlocal.cli.Main"),
                inherited,
                10,
                Timing.USUAL);
    }

    /// The same with more variables for every function.
    public FunctionSettings with(Map<String, String> variables) {
        var all = new LinkedHashMap<>(inherited);
        all.putAll(variables);
        return new FunctionSettings(logs, revisions, java, self, all, logsKept, timing);
    }

    public FunctionSettings with(Timing other) {
        return new FunctionSettings(logs, revisions, java, self, inherited, logsKept, other);
    }

    /// The folder of a function among those of all functions.
    static String folder(Key function) {
        return function.namespace().equals("default")
                ? function.name()
                : function.namespace() + "." + function.name();
    }

    /// How long things may take.
    ///
    /// @param probeInterval between two readiness probes of a port that is open
    /// @param probeTimeout of one probe
    /// @param grace from SIGTERM to SIGKILL
    /// @param backOff before the second start after a failure; doubles with every further one
    /// @param stable ready for this long, an instance's end no longer counts as one more failure in a row
    public record Timing(
            Duration probeInterval,
            Duration probeTimeout,
            Duration grace,
            Duration backOff,
            Duration backOffLimit,
            Duration stable) {
        /// Probing as in Knative Serving (queue-proxy's readiness probe);
        /// a laptop waits less than a cluster between two starts and before it kills.
        public static final Timing USUAL =
                new Timing(
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(10));
    }
}
