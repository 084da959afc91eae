package dev.tideway.knlocal.settings;

import dev.tideway.knlocal.settings.SettingsFile.Said;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads OpenTelemetry's environment variables, and below them the `traces` of kn-local.yaml.
final class TracingReader {
    /// By setting of kn-local.yaml, what says the same in the environment.
    static final Map<String, String> VARIABLES =
            Map.of(
                    "endpoint", "OTEL_EXPORTER_OTLP_ENDPOINT",
                    "service-name", "OTEL_SERVICE_NAME",
                    "sampler", "OTEL_TRACES_SAMPLER",
                    "sampler-arg", "OTEL_TRACES_SAMPLER_ARG");

    private static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private static final String PATH = "/v1/traces";

    /// What functions are told as the runner was.
    private static final List<String> PASSED_ON =
            List.of("OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TRACES_HEADERS");

    private final SettingsFile file;
    private final Map<String, String> environment;
    private final List<String> problems;

    TracingReader(SettingsFile file, Map<String, String> environment, List<String> problems) {
        this.file = file;
        this.environment = environment;
        this.problems = problems;
    }

    /// Empty when no endpoint is set, or it is not to be used.
    Optional<Tracing> read() {
        var off =
                variable("OTEL_SDK_DISABLED")
                                .filter(it -> it.value().equalsIgnoreCase("true"))
                                .isPresent()
                        || variable("OTEL_TRACES_EXPORTER")
                                .filter(it -> it.value().equals("none"))
                                .isPresent();
        return off ? Optional.empty() : endpoint().map(this::tracing);
    }

    private Optional<URI> endpoint() {
        return variable(TRACES_ENDPOINT)
                .map(this::address)
                .or(() -> setting("endpoint").map(it -> below(address(it))));
    }

    private static URI below(URI base) {
        var text = base.toString();
        return URI.create(
                (text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + PATH);
    }

    private URI address(Said said) {
        try {
            var uri = URI.create(said.value().strip());
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // Said below, without the text: there may be a password in it.
        }
        problems.add(said.by() + " is no address such as http://localhost:4318");
        return URI.create("http://localhost");
    }

    private Tracing tracing(URI endpoint) {
        checkProtocol();
        var headers = new LinkedHashMap<>(pairs("OTEL_EXPORTER_OTLP_HEADERS"));
        headers.putAll(pairs("OTEL_EXPORTER_OTLP_TRACES_HEADERS"));
        var resource = new LinkedHashMap<>(pairs("OTEL_RESOURCE_ATTRIBUTES"));
        var named = Optional.ofNullable(resource.remove("service.name"));
        var sampler = sampler();
        return new Tracing(
                endpoint,
                headers,
                setting("service-name").map(Said::value).or(() -> named).orElse("kn-local"),
                resource,
                sampler.startsWith("parentbased_"),
                ratio(sampler),
                variables(endpoint));
    }

    /// There is gRPC too, which would take a library four times as large.
    private void checkProtocol() {
        for (var name :
                List.of("OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL")) {
            variable(name)
                    .filter(it -> !it.value().equals("http/protobuf"))
                    .ifPresent(it ->
                            problems.add(
                                    "%s is %s; kn-local speaks http/protobuf, which collectors take at port 4318"
                                            .formatted(it.by(), it.value())));
        }
    }

    private String sampler() {
        var said = setting("sampler");
        var name = said.map(Said::value).orElse("parentbased_always_on");
        if (!name.matches("(parentbased_)?(always_on|always_off|traceidratio)")) {
            problems.add(
                    "%s is %s, wanted always_on, always_off, traceidratio or one of these after parentbased_"
                            .formatted(said.map(Said::by).orElse(""), name));
        }
        return name;
    }

    private double ratio(String sampler) {
        if (!sampler.endsWith("traceidratio")) {
            return sampler.endsWith("always_on") ? 1 : 0;
        }
        var said = setting("sampler-arg");
        try {
            var ratio = said.map(it -> Double.parseDouble(it.value())).orElse(1.0);
            if (ratio >= 0 && ratio <= 1) {
                return ratio;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        var it = said.orElseThrow();
        problems.add("%s is %s, wanted a number from 0 to 1".formatted(it.by(), it.value()));
        return 1;
    }

    private Map<String, String> variables(URI endpoint) {
        var variables = new LinkedHashMap<String, String>();
        setting("endpoint")
                .ifPresent(it -> variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", it.value()));
        variables.put(TRACES_ENDPOINT, endpoint.toString());
        for (var name : PASSED_ON) {
            variable(name).ifPresent(it -> variables.put(name, it.value()));
        }
        return variables;
    }

    /// `name=value,name=value`, percent-encoded.
    private Map<String, String> pairs(String variable) {
        var pairs = new LinkedHashMap<String, String>();
        var text = variable(variable).map(Said::value).orElse("");
        for (var pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                // Not the text: it may be secret.
                problems.add(variable + " is not name=value, with commas between");
                return Map.of();
            }
            pairs.put(pair.substring(0, equals).strip(), decoded(pair.substring(equals + 1)));
        }
        return pairs;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.strip().replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return value.strip();
        }
    }

    private Optional<Said> setting(String name) {
        return variable(String.valueOf(VARIABLES.get(name))).or(() -> file.value("traces-" + name));
    }

    /// One that is empty is not set.
    private Optional<Said> variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(value -> new Said(value, name));
    }
}
