package dev.tideway.cataloguecdc;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the events go. One that is away, or has no room, is waited for.
final class Sink {
    private static final Logger LOG = LoggerFactory.getLogger(Sink.class);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int LONGEST_REASON = 300;

    /// Answers of the 400s that time may mend, as Knative has them.
    private static final Set<Integer> PASSING = Set.of(404, 408, 409, 425, 429);

    private final URI uri;
    private final Path token;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
    private final AtomicBoolean waiting = new AtomicBoolean();

    /// An event that the sink will never take.
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    /// @param token read for each post, because Knative renews it; a file that is not there asks for none
    Sink(URI uri, Path token) {
        this.uri = uri;
        this.token = token;
    }

    /// Returns when the sink has taken it, however long that is.
    void post(Change change) throws RefusedException, InterruptedException {
        var pause = FIRST_PAUSE;
        while (true) {
            var why = tried(change);
            if (why.isEmpty()) {
                if (waiting.compareAndSet(true, false)) {
                    LOG.info("{} takes events again", uri);
                }
                return;
            }
            if (waiting.compareAndSet(false, true)) {
                LOG.warn("{} takes no events ({}): waiting for it", uri, why);
            }
            Thread.sleep(spread(pause));
            pause = pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        }
    }

    /// Whether it has taken nothing since it was last tried.
    boolean isWaiting() {
        return waiting.get();
    }

    /// Why it was not taken this time; empty when it was.
    private String tried(Change change) throws RefusedException, InterruptedException {
        var request =
                HttpRequest.newBuilder(uri)
                        .timeout(ANSWER)
                        .header("content-type", "application/cloudevents+json; charset=UTF-8")
                        .POST(BodyPublishers.ofString(change.json()));
        try {
            if (Files.exists(token)) {
                request.header("authorization", "Bearer " + Files.readString(token).strip());
            }
            var answer = http.send(request.build(), BodyHandlers.ofString());
            var status = answer.statusCode();
            if (status / 100 == 2) {
                return "";
            }
            if (status < 500 && !PASSING.contains(status)) {
                throw new RefusedException(
                        "%s refuses the event %s with %d: %s"
                                .formatted(uri, change.id(), status, oneLine(answer.body())));
            }
            return "it answers " + status;
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
    }

    /// So that many that were refused together do not come again together.
    private static Duration spread(Duration pause) {
        var half = pause.toMillis() / 2;
        return Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(half + 1));
    }

    private static String oneLine(String body) {
        var line = body.strip().replaceAll("\\s+", " ");
        return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "…" : line;
    }
}
