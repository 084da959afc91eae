package dev.tideway.benchmarks;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Everything in turn; writes docs/performance.md's figures to the file named by the first argument.
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var table = new Table();
        new ImageBench(table, Path.of("").toAbsolutePath()).run();
        new StoreBench(table).run();
        var vertx = Vertx.vertx();
        new BrokerBench(table, vertx).run();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        var text =
                "Measured on "
                        + LocalDate.now(ZoneOffset.UTC)
                        + ", "
                        + machine()
                        + ".\n\n"
                        + table.markdown();
        if (arguments.length > 0) {
            Files.writeString(Path.of(arguments[0]), text);
        }
    }

    private static String machine() {
        return "%d cores, %s, Java %s, load generator on the same machine"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                        Runtime.version());
    }
}
