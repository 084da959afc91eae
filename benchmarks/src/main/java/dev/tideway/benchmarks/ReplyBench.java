package dev.tideway.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;

/// Events that are answered by events, on one broker: each of a few begins a chain in which every answer is answered.
final class ReplyBench {
    private static final int CHAINS = 100;
    private static final int LENGTH = 1_000;
    private static final int ROUNDS = 6;

    private final Table table;

    ReplyBench(Table table) {
        this.table = table;
    }

    /// Events are numbered so that the chain of an event is its number modulo [#CHAINS].
    void run() throws IOException {
        var journal = new Journal(ROUNDS * CHAINS * LENGTH);
        try (var sink = new Sink(0, number -> answer(journal, number));
                var runner = Runner.in(Workspace.triggers("unordered", sink.address(), 1))) {
            var hops = new Figures();
            for (int round = 0; round < ROUNDS; round++) {
                int first = round * CHAINS * LENGTH;
                long start = System.nanoTime();
                begin(runner, first);
                journal.awaitAll(first + CHAINS * LENGTH);
                if (round > 0) {
                    hops.add(CHAINS * LENGTH / ((System.nanoTime() - start) / 1e9));
                }
            }
            table.row(
                    "events answered by events, 1 KiB, on one broker: hops/s",
                    hops.summary(),
                    "at least 10,000");
            journal.mustBeWhole(ROUNDS * CHAINS * LENGTH);
        }
    }

    private static void begin(Runner runner, int first) throws IOException {
        var post = new Post(runner.port(), "dev.tideway.bench", false);
        try (var load = new Load(post, runner.port(), 8, new Journal(first + CHAINS))) {
            load.startAt(first);
            load.burst(CHAINS);
        }
    }

    private static byte[] answer(Journal journal, int number) {
        journal.received(number, System.nanoTime());
        boolean last = number / CHAINS % LENGTH == LENGTH - 1;
        return last ? Sink.NOTHING : reply(number + CHAINS);
    }

    private static final String REPLY =
            """
            HTTP/1.1 200 OK
            ce-specversion: 1.0
            ce-type: dev.tideway.bench
            ce-source: /bench
            ce-id: %010d
            content-type: text/plain
            content-length: 1024

            """
                    .replace("\n", "\r\n");

    private static final String DATA = "x".repeat(1024);

    private static byte[] reply(int number) {
        return (REPLY.formatted(number) + DATA).getBytes(US_ASCII);
    }
}
