package dev.tideway.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tideway.knlocal.schema.Inspection;
import dev.tideway.knlocal.schema.Inspection.Verdict;
import dev.tideway.knlocal.schema.SchemaException;
import dev.tideway.knlocal.schema.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// The data of an order that was placed, as its example has them and drawn out to 1 KiB by more lines, against their schema.
@State(Scope.Thread)
public class SchemaBenchmark {
    private static final Path EVENTS = Workspace.REPOSITORY.resolve("events");
    private static final Map<String, String> PLACED =
            Map.of("type", Samples.TYPE, "datacontenttype", "application/json");
    private static final Map<String, String> UNKNOWN = Map.of("type", "dev.tideway.bench");

    private final Inspection inspection;
    private final byte[] example;
    private final byte[] large;
    private final byte[] unfit;

    public SchemaBenchmark() {
        try {
            inspection = new Inspection(Schemas.read(List.of(EVENTS)), false);
            var event = Files.readString(EVENTS.resolve(Samples.TYPE + ".example.json"));
            var data = event.substring(event.indexOf("\"data\":") + 7, event.lastIndexOf('}'));
            var compact = data.replaceAll("\\s+", "");
            var line = "{\"sku\":\"tea-green-100\",\"quantity\":2,\"unitPrice\":450},";
            example = compact.getBytes(UTF_8);
            large = compact.replace("[", "[" + line.repeat(16)).getBytes(UTF_8);
            unfit = compact.replace("2190", "\"2190\"").getBytes(UTF_8);
        } catch (IOException | SchemaException e) {
            throw new IllegalStateException(e);
        }
    }

    @Benchmark
    public Verdict example() {
        return inspection.of(PLACED, example);
    }

    @Benchmark
    public Verdict ofOneKilobyte() {
        return inspection.of(PLACED, large);
    }

    @Benchmark
    public Verdict violating() {
        return inspection.of(PLACED, unfit);
    }

    @Benchmark
    public Verdict ofNoSchema() {
        return inspection.of(UNKNOWN, large);
    }
}
