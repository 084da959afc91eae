package dev.tideway.images;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What every image has in common: where things lie in it, who it runs as, and how its JVM starts.
final class Layout {
    /// Of every file. The JVM compares the times of jars with those it was trained on, and a fixed one makes the same
    /// files the same layer.
    static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    static final String JAVA = "/opt/java";
    static final String APP = "/app";
    static final String SBOM = "/usr/share/sbom";
    static final String AOT = "/aot";
    static final String QUARKUS = "quarkus-run.jar";
    static final String CACHE = AOT + "/app.aot";
    static final int PORT = 8080;

    /// A number, for a cluster that asks for non-root cannot look a name up. Any other works too (OpenShift).
    static final String USER = "65532:65532";

    /// Sized from the container's limits, quick to start; ends when memory does, so that Knative starts another.
    private static final List<String> FLAGS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:MaxRAMPercentage=75",
                    // Room for a start without a collection: the default is 8 MiB for a container
                    // of 256.
                    "-XX:InitialRAMPercentage=50",
                    "-XX:-UsePerfData",
                    "-XX:+ExitOnOutOfMemoryError");

    /// In a container a function listens on every address.
    static final Map<String, String> ENVIRONMENT =
            Map.of("LC_ALL", "C.UTF-8", "QUARKUS_HTTP_HOST", "0.0.0.0");

    private Layout() {}

    /// What func.yaml says comes last, and so holds.
    static List<String> flags(List<String> own) {
        var flags = new ArrayList<>(FLAGS);
        flags.addAll(own);
        return flags;
    }

    /// How a function is started, in its folder (the cache knows its jars by relative paths).
    static List<String> functionCommand(String java, Application app, String... options) {
        return command(java, QUARKUS, app.javaOptions(), options);
    }

    static List<String> command(String java, String jar, List<String> own, String... options) {
        var command = new ArrayList<String>();
        command.add(java);
        command.addAll(flags(own));
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", jar));
        return command;
    }

    static List<String> entrypoint(Application app) {
        return functionCommand(JAVA + "/bin/java", app, "-XX:AOTCache=" + CACHE);
    }
}
