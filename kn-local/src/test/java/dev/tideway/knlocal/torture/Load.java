package dev.tideway.knlocal.torture;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Senders, one for each partition key. Each sends one event after the other, and the same one again until it is
/// answered 202, as a sender must that will not lose any.
final class Load implements AutoCloseable {
    private static final int KEYS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI broker;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Semaphore wanted = new Semaphore(0);
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private final List<Thread> senders = new ArrayList<>();
    private int total;

    Load(int port) {
        broker = URI.create("http://127.0.0.1:" + port + "/default/default");
        for (int key = 0; key < KEYS; key++) {
            var name = "k" + key;
            senders.add(Thread.startVirtualThread(() -> send(name)));
        }
    }

    /// So many events more, and does not wait for them.
    void add(int events) {
        total += events;
        wanted.release(events);
    }

    /// Until no more than so many are still to be accepted.
    void awaitLeft(int left) {
        await("events to be accepted")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> total - accepted.size() <= left);
    }

    /// The ids of what was answered 202.
    List<String> accepted() {
        return List.copyOf(accepted);
    }

    private void send(String key) {
        try {
            for (int number = 0; ; number++) {
                wanted.acquire();
                var id = key + "-" + number;
                while (!isAccepted(id, key)) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
                accepted.add(id);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isAccepted(String id, String key) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(broker)
                        .timeout(PATIENCE)
                        .header("ce-specversion", "1.0")
                        .header("ce-id", id)
                        .header("ce-source", "/torture")
                        .header("ce-type", World.TYPE)
                        .header("ce-partitionkey", key)
                        .POST(HttpRequest.BodyPublishers.ofString(id))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 202;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        senders.forEach(Thread::interrupt);
        http.shutdownNow();
    }
}
