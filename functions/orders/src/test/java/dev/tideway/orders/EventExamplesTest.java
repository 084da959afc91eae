package dev.tideway.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.kit.testing.EventSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The published language holds together: it is checked here because most of it is the orders'.
class EventExamplesTest {
    private static final Path EVENTS = Path.of("../../events");
    private static final Path SAMPLES = Path.of("../../samples");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static List<String> types() throws IOException {
        return typesWith(".example.json");
    }

    @Test
    void every_schema_has_an_example_and_every_example_a_schema() throws IOException {
        assertThat(types()).hasSizeGreaterThanOrEqualTo(12).isEqualTo(typesWith(".schema.json"));
    }

    @ParameterizedTest
    @MethodSource("types")
    void an_example_is_what_its_schema_says(String type) {
        EventSchemas.expectValid(type, EventSchemas.example(type));
    }

    @ParameterizedTest
    @MethodSource("types")
    void an_example_is_a_whole_event_of_its_type(String type) throws IOException {
        var event = MAPPER.readTree(EVENTS.resolve(type + ".example.json").toFile());

        assertThat(text(event, "specversion")).isEqualTo("1.0");
        assertThat(text(event, "type")).isEqualTo(type);
        assertThat(text(event, "id")).isNotEmpty();
        assertThat(text(event, "source")).startsWith("/");
        assertThat(OffsetDateTime.parse(text(event, "time"))).isNotNull();
        assertThat(text(event, "subject")).isEqualTo(text(event, "partitionkey"));
        assertThat(text(event, "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    @ParameterizedTest
    @MethodSource("types")
    void a_schema_describes_itself_and_each_field_and_forbids_no_further_ones(String type)
            throws IOException {
        var schema = MAPPER.readTree(EVENTS.resolve(type + ".schema.json").toFile());

        assertThat(text(schema, "$schema"))
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(text(schema, "$id"))
                .isEqualTo("https://tideway.dev/events/" + type + ".schema.json");
        assertThat(text(schema, "title")).isNotEmpty();
        assertThat(text(schema, "description")).isNotEmpty();
        assertThat(schema.findValues("additionalProperties")).isEmpty();
        for (var properties : schema.findValues("properties")) {
            assertThat(properties)
                    .allSatisfy(field -> assertThat(text(field, "description")).isNotEmpty());
        }
    }

    @Test
    void what_the_samples_post_is_what_the_schemas_say_but_for_the_bad_one() throws IOException {
        for (var sample : files(SAMPLES, ".json")) {
            var data = MAPPER.readTree(SAMPLES.resolve(sample + ".json").toFile());
            var command =
                    switch (sample) {
                        case "cancel-order" -> "order.cancel";
                        case "forecast" -> "forecast.request";
                        default -> "order.place";
                    };
            ThrowingCallable check =
                    () -> EventSchemas.expectValid("dev.tideway." + command + ".v1", data);

            if (sample.equals("bad-data")) {
                assertThatThrownBy(check).hasMessageContaining("$.lines");
            } else {
                assertThatCode(check).as(sample).doesNotThrowAnyException();
            }
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }

    private static List<String> typesWith(String ending) throws IOException {
        return files(EVENTS, ending);
    }

    /// Names without their ending.
    private static List<String> files(Path folder, String ending) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .sorted()
                    .toList();
        }
    }
}
