package dev.tideway.kit;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Whether a function tells of its part in the traces of its events: when OpenTelemetry's `OTEL_EXPORTER_OTLP_ENDPOINT` is set.
/// Otherwise this costs two look-ups at the start, and nothing of [Tracer] is loaded.
final class Tracing {
    private static final ThreadLocal<@Nullable OpenSpan> CURRENT = new ThreadLocal<>();
    private static final Logger LOG = Logger.getLogger("dev.tideway.kit");
    private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
    private static final String TRACES_ENDPOINT = "otel.exporter.otlp.traces.endpoint";

    private Tracing() {}

    /// Empty when nobody wants to be told.
    static Optional<Tracer> of(Config config) {
        var base = text(config, ENDPOINT);
        var endpoint =
                text(config, TRACES_ENDPOINT)
                        .or(() -> base.map(it -> it.replaceFirst("/$", "") + "/v1/traces"));
        var off =
                text(config, "otel.sdk.disabled").filter("true"::equalsIgnoreCase).isPresent()
                        || text(config, "otel.traces.exporter").filter("none"::equals).isPresent();
        return off ? Optional.empty() : endpoint.flatMap(it -> tracer(config, it));
    }

    /// A setting that is wrong costs the traces, not the function. The text is not said: it may hold a secret.
    private static Optional<Tracer> tracer(Config config, String endpoint) {
        try {
            var uri = URI.create(endpoint);
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
                return Optional.of(tracer(config, uri));
            }
        } catch (IllegalArgumentException e) {
            LOG.debugf("%s", e.getClass());
        }
        LOG.warn(
                "no traces are sent: OTEL_EXPORTER_OTLP_ENDPOINT or its headers are wrong, wanted http://host:port and name=value");
        return Optional.empty();
    }

    private static Tracer tracer(Config config, URI endpoint) {
        var headers = headers(text(config, "otel.exporter.otlp.headers").orElse(""));
        headers.putAll(headers(text(config, "otel.exporter.otlp.traces.headers").orElse("")));
        var service =
                text(config, "otel.service.name")
                        .or(() -> text(config, "quarkus.application.name"))
                        .orElse("function");
        return new Tracer(endpoint, headers, service);
    }

    private static Optional<String> text(Config config, String name) {
        return config.getOptionalValue(name, String.class).filter(it -> !it.isBlank());
    }

    /// `name=value,name=value`, percent-encoded. What is not is left out, and not said: it may be secret.
    static Map<String, String> headers(String text) {
        var headers = new LinkedHashMap<String, String>();
        for (var pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                var value = pair.substring(equals + 1).strip().replace("+", "%2B");
                headers.put(
                        pair.substring(0, equals).strip(),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return headers;
    }

    /// The span of the event that this thread handles.
    static Optional<OpenSpan> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    static void enter(OpenSpan span) {
        CURRENT.set(span);
    }

    static void leave() {
        CURRENT.remove();
    }
}
