package dev.tideway.images;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Talks to a function on this machine.
final class Client {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI address;

    Client(int port) {
        this.address = URI.create("http://127.0.0.1:" + port + "/");
    }

    boolean isReady(String path) throws InterruptedException {
        try {
            return status(HttpRequest.newBuilder(address.resolve(path)).GET()) == 200;
        } catch (IOException _) {
            return false;
        }
    }

    /// A request that function-kit refuses before the function sees it: no CloudEvent, for it has no `id`.
    void refused() throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(address)
                        .header("ce-specversion", "1.0")
                        .header("ce-type", "rehearsal")
                        .header("ce-source", "/rehearsal")
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString("{}"));
        var _ = status(request);
    }

    /// Posts an event in structured mode; the status of the answer, or 0 when there is none.
    int post(Example event) throws InterruptedException {
        try {
            return status(
                    HttpRequest.newBuilder(address)
                            .header("content-type", "application/cloudevents+json")
                            .POST(BodyPublishers.ofString(event.json())));
        } catch (IOException _) {
            return 0;
        }
    }

    /// Whether it answers one of them as a subscriber should, with 2xx.
    boolean answersOneOf(Iterable<Example> events) throws InterruptedException {
        for (var event : events) {
            if (post(event) / 100 == 2) {
                return true;
            }
        }
        return false;
    }

    private static int status(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return HTTP.send(request.timeout(Duration.ofSeconds(5)).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
