package dev.tideway.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.kit.testing.Answer;
import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class GuardDataTest {
    private static final String ORDER =
            """
            {"orderId": "o-1", "lines": [{"sku": "tea", "quantity": 2}], "gift": false}\
            """;

    private static TestEvent order() {
        return TestEvent.of("shop.order.v1", ORDER);
    }

    private static Map<String, String> headers(String type, String contentType) {
        var headers =
                new HashMap<>(Map.of("ce-specversion", "1.0", "ce-id", "1", "ce-source", "/"));
        headers.put("ce-type", type);
        if (!contentType.isEmpty()) {
            headers.put("content-type", contentType);
        }
        return headers;
    }

    private static String structured(String type, String rest) {
        return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\",\"type\":\""
                + type
                + "\""
                + rest
                + "}";
    }

    private static final Map<String, String> STRUCTURED =
            Map.of("content-type", "application/cloudevents+json; charset=utf-8");

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml"})
    void another_content_type_is_refused_with_415(String contentType) {
        for (var mode : Mode.values()) {
            var answer = order().with("datacontenttype", contentType).post(mode);
            assertThat(answer.status()).as(answer.body()).isEqualTo(415);
            assertThat(answer.line())
                    .isEqualTo(
                            "content type "
                                    + contentType
                                    + " is not supported: send application/json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Application/JSON", "application/vnd.shop+json; charset=utf-8"})
    void json_by_another_name_is_json(String contentType) {
        for (var mode : Mode.values()) {
            var answer = order().with("datacontenttype", contentType).post(mode);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
"""
{"orderId":"1","gift":true,"lines":[{"sku":"a","quantity":"2"}]} | data.lines[0].quantity should be an integer
{"orderId":"1","gift":true,"lines":[{"sku":"a","quantity":1.5}]} | data.lines[0].quantity should be an integer
{"orderId":"1","gift":true,"lines":[{"sku":"a","quantity":null}]} | data.lines[0].quantity is null
{"orderId":"1","gift":true,"lines":[{"sku":"a"}]} | data.lines[0].quantity is missing
{"orderId":"1","gift":true,"lines":[null]} | data.lines[0] is null
{"orderId":"1","gift":true,"lines":{}} | data.lines should be an array
{"orderId":"1","gift":"yes","lines":[]} | data.gift should be a boolean
{"orderId":1,"gift":true,"lines":[]} | data.orderId should be a string
{"orderId":null,"gift":true,"lines":[]} | data.orderId is null
{"gift":true,"lines":[]} | data.orderId is missing
{"ORDERID":"1","gift":true,"lines":[]} | data.orderId is missing
[] | data should be an object
null | data is null
""")
    void data_of_another_type_is_refused_with_400_naming_the_field(String data, String line) {
        for (var mode : Mode.values()) {
            var answer = TestEvent.of("shop.order.v1", data).post(mode);
            assertThat(answer.line()).isEqualTo(line);
            assertThat(answer.status()).isEqualTo(400);
        }
    }

    @Test
    void malformed_json_is_refused_with_400_not_retried() {
        var answer = TestEvent.post(headers("shop.order.v1", "application/json"), "{\"orderId\":");
        assertThat(answer.line()).startsWith("data is not valid JSON: Unexpected end-of-input");
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void missing_data_is_refused_with_400() {
        var binary = TestEvent.post(headers("shop.order.v1", "application/json"), "");
        var bare = TestEvent.post(headers("shop.order.v1", ""), "");
        var structured = TestEvent.post(STRUCTURED, structured("shop.order.v1", ""));
        for (var answer : new Answer[] {binary, bare, structured}) {
            assertThat(answer.line()).isEqualTo("data is missing");
            assertThat(answer.status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_a_record_marks_optional_or_nullable_may_be_absent_and_more_may_be_there(Mode mode) {
        var more = ORDER.replace("}]", "}], \"note\": \"n\", \"voucher\": null, \"unknown\": 1");
        assertThat(order().post(mode).data().path("note").asText()).isEqualTo("none/null");
        assertThat(TestEvent.of("shop.order.v1", more).post(mode).data().path("note").asText())
                .isEqualTo("n/null");
    }

    @ParameterizedTest
    @EnumSource
    void an_event_that_no_filter_lets_through_is_refused_with_400(Mode mode) {
        var event = TestEvent.of("shop.filtered.v1", "{}");
        assertThat(event.with("region", "eu").post(mode).type()).isEqualTo("shop.eu.v1");
        assertThat(event.with("region", "us").post(mode).status()).isEqualTo(400);
    }
}
