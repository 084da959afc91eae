package dev.tideway.knlocal;

import dev.tideway.knlocal.manifest.ClusterHost;
import dev.tideway.knlocal.manifest.Key;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the function `dead-letters` keeps, and has redriven: asked of it through the data port, as anybody asks it, so that it is
/// woken when it sleeps. The page may talk to the control port alone.
record DeadLetterReport(Predicate<Key> deployed, Supplier<URI> dataPort) {
    private static final Key FUNCTION = new Key("default", "dead-letters");
    private static final List<String> FILTERS =
            List.of("reason", "type", "destination", "from", "to", "state", "limit");

    /// As long as a function may take on a cluster.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// `GET /api/dead-letters`, with the function's own filters.
    String list(UnaryOperator<@Nullable String> parameters)
            throws IOException, InterruptedException {
        if (!deployed.test(FUNCTION)) {
            return "{\"letters\":[],\"hint\":\"there is no function dead-letters in namespace default: kn-local.yaml names the functions\"}";
        }
        var query = new ArrayList<String>();
        for (var name : FILTERS) {
            var value = parameters.apply(name);
            if (value != null && !value.isEmpty()) {
                query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        var letters = ask("/dead-letters?" + String.join("&", query), HttpRequest.newBuilder());
        return "{\"letters\":%s}".formatted(letters);
    }

    /// `GET /api/dead-letter?id=`, with its history and the event.
    String open(UnaryOperator<@Nullable String> parameters)
            throws IOException, InterruptedException {
        var id = parameters.apply("id");
        if (id == null || !id.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(
                    "/api/dead-letter needs ?id=, the number of a letter");
        }
        return ask("/dead-letters/" + id, HttpRequest.newBuilder());
    }

    /// `POST /api/dead-letters/redrive`, which the function reads and answers.
    String redrive(String request) throws IOException, InterruptedException {
        return ask(
                "/dead-letters/redrive",
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(request)));
    }

    private String ask(String target, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        if (!deployed.test(FUNCTION)) {
            throw new IllegalArgumentException(
                    "there is no function dead-letters in namespace default");
        }
        var host =
                "http://%s.%s.svc.cluster.local".formatted(FUNCTION.name(), FUNCTION.namespace());
        var address = dataPort.get() + ClusterHost.alias(URI.create(host + target));
        try (var client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            request.uri(URI.create(address)).timeout(PATIENCE).build(),
                            BodyHandlers.ofString());
            return text(answer);
        }
    }

    private static String text(HttpResponse<String> answer) throws IOException {
        var text = answer.body().strip();
        var status = answer.statusCode();
        if (status == 200) {
            return text;
        }
        var line = text.replaceFirst("^\\{\"error\":\"(.*)\"\\}$", "$1");
        if (status == 400 || status == 404) {
            throw new IllegalArgumentException(line);
        }
        throw new IOException("dead-letters answers %d: %s".formatted(status, line));
    }
}
