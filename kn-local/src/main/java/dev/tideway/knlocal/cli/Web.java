package dev.tideway.knlocal.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/// HTTP with failures in words.
final class Web implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .build();

    HttpResponse<String> send(HttpRequest.Builder request) throws CommandException {
        var ready = request.timeout(ANSWER).build();
        try {
            return client.send(ready, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw CommandException.noRunner(
                    "nobody listens at %s: start the runner with `make run` or `kn-local up`"
                            .formatted(place(ready.uri())));
        } catch (HttpTimeoutException e) {
            throw CommandException.noRunner(
                    "%s does not answer within %d s"
                            .formatted(place(ready.uri()), ANSWER.toSeconds()));
        } catch (IOException e) {
            throw CommandException.failed("%s: %s".formatted(place(ready.uri()), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("interrupted");
        }
    }

    private static String place(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
