package dev.tideway.knlocal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// OpenTelemetry's environment variables, and what kn-local.yaml says below them.
class TracingReaderTest {
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String HERE = "http://localhost:4318";

    @TempDir Path folder;

    private Optional<Tracing> read(Map<String, String> environment) throws SettingsException {
        var flags = Map.of("manifests", "", "functions", "");
        return SettingsReader.read(folder, flags, environment).tracing();
    }

    private void file(String text) throws IOException {
        Files.writeString(folder.resolve("kn-local.yaml"), text);
    }

    @Test
    void without_an_endpoint_nothing_is_told() throws Exception {
        assertThat(read(Map.of("OTEL_SERVICE_NAME", "x"))).isEmpty();
        assertThat(read(Map.of(ENDPOINT, ""))).isEmpty();
    }

    @Test
    void an_endpoint_is_a_base_unless_it_is_that_of_traces() throws Exception {
        // When
        var base = read(Map.of(ENDPOINT, HERE + "/")).orElseThrow();
        var whole = Map.of(ENDPOINT, HERE, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://b:1/x");
        // Then
        assertThat(base.endpoint()).isEqualTo(URI.create(HERE + "/v1/traces"));
        assertThat(base.service()).isEqualTo("kn-local");
        assertThat(base.parentBased()).isTrue();
        assertThat(base.ratio()).isEqualTo(1);
        assertThat(read(whole).orElseThrow().endpoint()).isEqualTo(URI.create("http://b:1/x"));
    }

    @Test
    void functions_are_told_the_same() throws Exception {
        var environment = Map.of(ENDPOINT, HERE, "OTEL_EXPORTER_OTLP_HEADERS", "key=a%20b");
        var read = read(environment).orElseThrow();
        assertThat(read.headers()).isEqualTo(Map.of("key", "a b"));
        assertThat(read.variables())
                .containsAllEntriesOf(environment)
                .containsEntry("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", HERE + "/v1/traces");
    }

    @Test
    void the_environment_goes_before_the_file() throws Exception {
        // Given
        file(
                """
                traces:
                  endpoint: http://collector:4318
                  service-name: shop
                  sampler: traceidratio
                  sampler-arg: 0.25
                """);
        // When
        var read = read(Map.of("OTEL_SERVICE_NAME", "mine")).orElseThrow();
        // Then
        assertThat(read.endpoint()).isEqualTo(URI.create("http://collector:4318/v1/traces"));
        assertThat(read.service()).isEqualTo("mine");
        assertThat(read.parentBased()).isFalse();
        assertThat(read.ratio()).isEqualTo(0.25);
        assertThat(read(Map.of("OTEL_SDK_DISABLED", "true"))).isEmpty();
        assertThat(read(Map.of("OTEL_TRACES_EXPORTER", "none"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    OTEL_EXPORTER_OTLP_ENDPOINT | me:secret@x                   | OTEL_EXPORTER_OTLP_ENDPOINT is no address such as http://localhost:4318
                    OTEL_TRACES_SAMPLER         | sometimes                     | OTEL_TRACES_SAMPLER is sometimes, wanted always_on
                    OTEL_TRACES_SAMPLER_ARG     | 2                             | OTEL_TRACES_SAMPLER_ARG is 2, wanted a number from 0 to 1
                    OTEL_EXPORTER_OTLP_PROTOCOL | grpc                          | OTEL_EXPORTER_OTLP_PROTOCOL is grpc; kn-local speaks http/protobuf
                    OTEL_EXPORTER_OTLP_HEADERS  | secret                        | OTEL_EXPORTER_OTLP_HEADERS is not name=value
                    """)
    void what_is_wrong_is_said_by_its_name_and_no_secret_with_it(
            String variable, String value, String problem) {
        var environment =
                new HashMap<>(Map.of(ENDPOINT, HERE, "OTEL_TRACES_SAMPLER", "traceidratio"));
        environment.put(variable, value);
        assertThatThrownBy(() -> read(environment))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(problem)
                .message()
                .doesNotContain("secret");
    }

    @Test
    void what_may_be_secret_is_in_no_text() throws Exception {
        var environment =
                Map.of(ENDPOINT, "http://me:secret@x:1", "OTEL_EXPORTER_OTLP_HEADERS", "k=secret");
        assertThat(read(environment).orElseThrow().toString())
                .isEqualTo("spans of kn-local to http://x:1/v1/traces");
    }
}
