package dev.tideway.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/// A function, as a process of its own: takes events, and tells whoever asks how many different ones it has had.
public final class Counter {
    private static final int ROOM = 100_000;

    private Counter() {}

    /// @param firstReceived in milliseconds since the epoch; 0 when there was none
    record Count(int received, long firstReceived) {
        static Count read(String text) {
            var words = text.split(" ", 2);
            return new Count(Integer.parseInt(words[0]), Long.parseLong(words[1]));
        }

        byte[] answer() {
            var text = received + " " + firstReceived;
            return "HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s"
                    .formatted(text.length(), text)
                    .getBytes(US_ASCII);
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var journal = new Journal(ROOM);
        var first = new AtomicLong();
        var port = Integer.parseInt(System.getenv("PORT"));
        try (var _ =
                new Sink(
                        port,
                        number -> {
                            if (number < 0) {
                                return new Count(journal.received(), first.get()).answer();
                            }
                            first.compareAndSet(0, System.currentTimeMillis());
                            journal.received(number, System.nanoTime());
                            return Sink.NOTHING;
                        })) {
            Thread.currentThread().join();
        }
    }
}
