package dev.tideway.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class GuardTest {
    private static final String ORDER =
            """
            {"orderId": "o-1", "lines": [{"sku": "tea", "quantity": 2}], "gift": false}\
            """;

    private static TestEvent order() {
        return TestEvent.of("shop.order.v1", ORDER).id("1").about("o-1");
    }

    @ParameterizedTest
    @EnumSource
    void a_valid_event_is_answered_in_its_own_mode(Mode mode) {
        // When
        var answer = order().post(mode);
        // Then
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("shop.seen.v1");
        assertThat(answer.attributes())
                .containsEntry("datacontenttype", "application/json")
                .containsEntry("specversion", "1.0");
        assertThat(answer.data().path("subject").asText()).isEqualTo("o-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "source", "type", "specversion"})
    void an_event_without_a_required_attribute_is_refused_with_400(String name) {
        for (var mode : Mode.values()) {
            var answer = order().without(name).post(mode);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.line()).isEqualTo(name + " is missing");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "source", "type", "specversion", "subject"})
    void an_empty_attribute_is_refused_with_400(String name) {
        for (var mode : Mode.values()) {
            var answer = order().with(name, "").post(mode);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.line()).isEqualTo(name + " is empty");
        }
    }

    @ParameterizedTest
    @EnumSource
    void another_specversion_is_refused_with_400(Mode mode) {
        for (var version : List.of("0.3", "2.0")) {
            var answer = order().with("specversion", version).post(mode);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.line())
                    .isEqualTo("specversion is \"" + version + "\": only 1.0 is supported");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_type_that_no_function_takes_is_refused_with_400_which_knative_does_not_retry(Mode mode) {
        var answer = order().with("type", "shop.unknown.v1").post(mode);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.line())
                .startsWith("no function here takes type shop.unknown.v1, only shop.");
    }

    @ParameterizedTest
    @EnumSource
    void a_source_that_is_no_uri_is_refused_with_400(Mode mode) {
        var answer = order().with("source", "not%a uri").post(mode);
        assertThat(answer.line()).isEqualTo("source is \"not%a uri\": not a URI");
        assertThat(answer.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource
    void a_time_that_is_none_is_refused_with_400(Mode mode) {
        var answer = order().with("time", "yesterday").post(mode);
        assertThat(answer.line()).isEqualTo("time is \"yesterday\": not an RFC 3339 timestamp");
        assertThat(answer.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource
    void an_attribute_name_of_other_characters_is_refused_with_400(Mode mode) {
        var answer = order().with("trace-id", "1").post(mode);
        assertThat(answer.line())
                .isEqualTo("attribute name \"trace-id\" is invalid: only a-z and 0-9 are allowed");
        assertThat(answer.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
"""
{"specversion"                                | the body is not valid JSON: Unexpected end-of-input
``                                            | the body is not a JSON object with one CloudEvent
[]                                            | the body is not a JSON object with one CloudEvent
{"id": 7}                                     | id is not a string
{"id": "1", "id": "2"}                        | the body is not valid JSON: Duplicate field 'id'
{"ext": [1]}                                  | ext is neither string, boolean nor 32-bit integer
{"ext": 1.5}                                  | ext is neither string, boolean nor 32-bit integer
{"specversion":"1.0","type":"t","source":"/"} | id is missing
{"Id": "1"}                                   | attribute name "Id" is invalid: only a-z and 0-9 are allowed
""")
    void a_structured_event_that_is_none_is_refused_with_400(String body, String line) {
        var answer = TestEvent.post(Map.of("content-type", MediaType.STRUCTURED), body);
        assertThat(answer.line()).startsWith(line);
        assertThat(answer.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/cloudevents-batch+json", "application/cloudevents+xml"})
    void a_batch_or_another_format_is_refused_with_415(String contentType) {
        var answer = TestEvent.post(Map.of("content-type", contentType), "[]");
        assertThat(answer.line()).startsWith("content type " + contentType + " is not supported");
        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void a_request_that_is_no_event_is_refused_with_400() {
        var answer = TestEvent.post(Map.of("content-type", "application/json"), ORDER);
        assertThat(answer.line()).startsWith("no CloudEvent: neither ce- headers nor content type");
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void ce_headers_beside_a_structured_event_do_not_count() {
        var event = order().json();
        var body =
                "{\"specversion\":\"1.0\",\"id\":\"in\",\"source\":\"/\",\"type\":\"shop.order.v1\",\"data\":"
                        + event
                        + "}";
        var answer =
                TestEvent.post(Map.of("content-type", MediaType.STRUCTURED, "ce-id", "out"), body);
        assertThat(answer.attributes()).containsEntry("causationid", "in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "datacontenttype"})
    void what_is_no_header_is_refused_with_400(String name) {
        var answer = TestEvent.post(Map.of("ce-" + name, "x"), "");
        assertThat(answer.line()).startsWith("ce-" + name + " is not allowed");
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void a_control_character_in_an_attribute_is_refused_with_400() {
        var answer = order().with("subject", "a%00b").post(Mode.BINARY);
        assertThat(answer.line()).isEqualTo("subject contains a control character");
        assertThat(answer.status()).isEqualTo(400);
    }
}
