package dev.tideway.benchmarks;

import dev.tideway.knlocal.journey.JourneyReader;
import dev.tideway.knlocal.journey.Journeys;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// What it takes to keep a step, its share of what is written to disk included: a thousand at once, as in a burst.
@State(Scope.Thread)
public class JourneyBenchmark {
    private static final int STEPS = 1_000;
    private static final long LIMIT = 64 << 20;

    private final Path folder;
    private final Journeys journeys;
    private final Step accepted;
    private final Step delivered;

    public JourneyBenchmark() {
        try {
            folder = Files.createTempDirectory("journeys");
            journeys = Journeys.open(folder, LIMIT, InstantSource.system());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        var event = Samples.event();
        accepted =
                new Step.Accepted(
                        new ObjectRef("Broker", new Key("default", "default")), event, 3, 4711);
        delivered =
                new Step.Delivered(
                        new ObjectRef("Trigger", new Key("default", "orders")),
                        event,
                        1,
                        Duration.ofMillis(7),
                        Optional.empty());
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public JourneyReader accepted() {
        return keep(accepted);
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public JourneyReader delivered() {
        return keep(delivered);
    }

    private JourneyReader keep(Step step) {
        for (int many = 0; many < STEPS; many++) {
            journeys.record(step);
        }
        return journeys.read();
    }

    @TearDown
    public void close() throws IOException {
        journeys.close();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
