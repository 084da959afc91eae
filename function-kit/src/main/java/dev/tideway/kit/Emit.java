package dev.tideway.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.funqy.knative.events.CloudEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Posts events to where Knative's SinkBinding says (`K_SINK`), for a function that has more than one to give.
///
/// Make the events with [Reply], so that a redelivered cause gives the same ids again:
///
///     emit.all(slices.stream().map(s -> Reply.to(event).part(s.name()).of(TYPE, s)).toList());
///
/// `K_CE_OVERRIDES` is honoured, and where senders have to show who they are (OIDC) so is the token that the SinkBinding mounts. A function never configures a broker's address.
@ApplicationScoped
public class Emit {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Optional<String> sink;
    private final Optional<String> overrides;
    private final Path token;
    private final ObjectMapper mapper;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    Emit(
            @ConfigProperty(name = "K_SINK") Optional<String> sink,
            @ConfigProperty(name = "K_CE_OVERRIDES") Optional<String> overrides,
            @ConfigProperty(name = "tideway.oidc.token", defaultValue = "/oidc/token") Path token,
            ObjectMapper mapper) {
        this.sink = sink;
        this.overrides = overrides;
        this.token = token;
        this.mapper = mapper;
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /// Posts all of them at once in binary mode, and returns when the sink has taken every one with 2xx.
    ///
    /// @throws Undelivered when it has not: some may have arrived, so let the cause be delivered again
    /// @throws IllegalArgumentException when two of them have one id
    public void all(Collection<? extends CloudEvent<?>> events) {
        refuseEqualIds(events);
        var target = target();
        var headers = new LinkedHashMap<String, String>();
        overridden().forEach((name, value) -> headers.put("ce-" + name, HeaderText.encode(value)));
        bearer().ifPresent(it -> headers.put("Authorization", "Bearer " + it));
        try {
            var posts = new ArrayList<CompletableFuture<?>>();
            for (var event : events) {
                posts.add(post(target, event, headers));
            }
            CompletableFuture.allOf(posts.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Undelivered undelivered
                    ? undelivered
                    : new Undelivered(
                            target + " is out of reach", OptionalInt.empty(), e.getCause());
        }
    }

    private CompletableFuture<?> post(
            URI target, CloudEvent<?> event, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(target).timeout(PATIENCE);
        var written = written(event);
        written.headers().forEach(request::setHeader);
        headers.forEach(request::setHeader);
        var span = Tracing.current().map(it -> Tracer.emitting(it, event));
        span.ifPresent(it -> request.setHeader("traceparent", it.traceparent()));
        request.POST(HttpRequest.BodyPublishers.ofByteArray(written.body().getBytes()));
        var taken =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
                        .thenAccept(response -> expectTaken(response, event));
        return span.isEmpty()
                ? taken
                : taken.whenComplete((_, e) -> span.get().end(e == null ? null : e.getMessage()));
    }

    private Written written(CloudEvent<?> event) {
        try {
            return Written.as(Envelope.Mode.BINARY, event, mapper);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void expectTaken(HttpResponse<?> response, CloudEvent<?> event) {
        if (response.statusCode() / 100 != 2) {
            throw new Undelivered(
                    response.uri()
                            + " answered "
                            + response.statusCode()
                            + " to "
                            + event.type()
                            + " "
                            + event.id(),
                    OptionalInt.of(response.statusCode()),
                    null);
        }
    }

    private static void refuseEqualIds(Collection<? extends CloudEvent<?>> events) {
        var ids = new HashSet<String>();
        for (var event : events) {
            if (!ids.add(event.id())) {
                throw new IllegalArgumentException(
                        "two events with id " + event.id() + ": tell them apart with Reply.part");
            }
        }
    }

    /// Whether there is somewhere to post to.
    public boolean isBound() {
        return sink.isPresent();
    }

    private URI target() {
        return URI.create(
                sink.orElseThrow(() ->
                        new IllegalStateException(
                                "K_SINK is not set: bind this function with a SinkBinding")));
    }

    /// Read each time, for it is renewed.
    private Optional<String> bearer() {
        try {
            return Files.exists(token)
                    ? Optional.of(Files.readString(token).strip())
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the token in " + token + " is not readable", e);
        }
    }

    /// The extensions of `K_CE_OVERRIDES`, which Knative sets to `{"extensions": {…}}`.
    private Map<String, String> overridden() {
        var extensions = new LinkedHashMap<String, String>();
        try {
            var json = mapper.readTree(overrides.filter(text -> !text.isBlank()).orElse("{}"));
            for (Map.Entry<String, JsonNode> extension : json.path("extensions").properties()) {
                extensions.put(extension.getKey(), extension.getValue().asText());
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("K_CE_OVERRIDES is not valid JSON", e);
        }
        return extensions;
    }

    /// The sink did not take every event.
    public static final class Undelivered extends RuntimeException {
        private final transient OptionalInt status;

        Undelivered(String line, OptionalInt status, @Nullable Throwable cause) {
            super(line, cause);
            this.status = status;
        }

        /// What the sink answered; empty when it did not, and the cause says why.
        public OptionalInt status() {
            return status;
        }
    }
}
