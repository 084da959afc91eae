package dev.tideway.knlocal.function;

import dev.tideway.knlocal.manifest.FunctionSpec;
import java.util.ArrayList;
import java.util.List;

/// How the JVM of a function runs: small and quick to start (the serial collector and the first compiler tier start
/// a Quarkus function in a third of the default's time).
final class JavaFlags {
    private static final long MEBIBYTE = 1024 * 1024;

    private JavaFlags() {}

    /// What func.yaml says comes last, and so holds. Three quarters of the container's limit are for the heap, as `-XX:MaxRAMPercentage=75` does in an image.
    static List<String> of(FunctionSpec spec) {
        var flags = new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        spec.memoryBytes()
                .map(limit -> Math.max(16, limit / MEBIBYTE * 3 / 4))
                .ifPresent(heap -> flags.add("-Xmx" + heap + "m"));
        flags.addAll(spec.javaOptions());
        return flags;
    }
}
