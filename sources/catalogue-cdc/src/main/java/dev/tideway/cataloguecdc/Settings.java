package dev.tideway.cataloguecdc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the environment says.
///
/// @param sink where the events go: `K_SINK`
/// @param overrides extensions that every event gets: `K_CE_OVERRIDES`
/// @param token a file that Knative puts a token for the sink into, where it asks for one (OIDC)
/// @param health the port of the probes, where there are any: `HEALTH_PORT`
/// @param database whose changes are told: `DATABASE_JDBC_URI`, `DATABASE_USERNAME`, `DATABASE_PASSWORD`
record Settings(
        URI sink,
        Map<String, String> overrides,
        Path token,
        OptionalInt health,
        Database database) {
    /// Where a SinkBinding mounts it.
    private static final Path TOKEN = Path.of("/oidc/token");

    /// Something is missing or cannot be understood; the message names the variable.
    static final class WrongException extends Exception {
        private static final long serialVersionUID = 1;

        WrongException(String message) {
            super(message);
        }
    }

    static Settings of(Map<String, String> environment) throws WrongException {
        return new Settings(
                sink(required(environment, "K_SINK")),
                overrides(environment.get("K_CE_OVERRIDES")),
                TOKEN,
                port(environment.get("HEALTH_PORT")),
                Database.of(
                        required(environment, "DATABASE_JDBC_URI"),
                        required(environment, "DATABASE_USERNAME"),
                        required(environment, "DATABASE_PASSWORD")));
    }

    private static String required(Map<String, String> environment, String name)
            throws WrongException {
        var value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new WrongException(
                    name.equals("K_SINK")
                            ? "K_SINK is not set: a ContainerSource or a SinkBinding gives it"
                            : name + " is not set: take it from the database's Secret");
        }
        return value;
    }

    private static OptionalInt port(@Nullable String text) throws WrongException {
        if (text == null || text.isBlank()) {
            return OptionalInt.empty();
        }
        if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 65535) {
            throw new WrongException("HEALTH_PORT is \"" + text + "\", wanted 1 to 65535");
        }
        return OptionalInt.of(Integer.parseInt(text));
    }

    private static URI sink(String text) throws WrongException {
        try {
            var uri = new URI(text);
            if (uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // Said below.
        }
        throw new WrongException("K_SINK is \"" + text + "\", which is no http or https address");
    }

    /// `{"extensions": {"name": "value"}}`.
    private static Map<String, String> overrides(@Nullable String text) throws WrongException {
        var overrides = new TreeMap<String, String>();
        if (text == null || text.isBlank()) {
            return overrides;
        }
        try {
            var extensions = new ObjectMapper().readTree(text).path("extensions");
            extensions
                    .properties()
                    .forEach(each -> overrides.put(each.getKey(), each.getValue().asText()));
        } catch (JsonProcessingException e) {
            throw new WrongException("K_CE_OVERRIDES is no JSON: " + e.getOriginalMessage());
        }
        for (var name : overrides.keySet()) {
            if (!name.matches("[a-z0-9]+")) {
                throw new WrongException(
                        "K_CE_OVERRIDES names the extension \"%s\": only a-z and 0-9 are allowed"
                                .formatted(name));
            }
        }
        return overrides;
    }
}
