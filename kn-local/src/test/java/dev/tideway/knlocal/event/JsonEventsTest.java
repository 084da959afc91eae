package dev.tideway.knlocal.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEventsTest {
    private static final String REQUIRED =
            "\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            textBlock =
                    """
                    "data":{"a": 1.50, "b":[1,2]}                         | {"a": 1.50, "b":[1,2]}
                    "data" :  [1, "ü" ] , "x":"y"                         | [1, "ü" ]
                    "data":12345678901234567890123                        | 12345678901234567890123
                    "data":-1.5e+10                                       | -1.5e+10
                    "data":"te\\nxt"                                      | "te\\nxt"
                    "data":null                                           | null
                    "data":true                                           | true
                    "data":"a\\u0042","datacontenttype":"text/plain"      | aB
                    "datacontenttype":"text/plain","data":""              | ``
                    "datacontenttype":"application/vnd.a+JSON; q=1","data":"a" | "a"
                    "data_base64":"YWI="                                  | ab
                    "subject":null                                        | -
                    """)
    void data_becomes_bytes_by_its_content_type(String members, @Nullable String data) {
        // When
        var event = valid("{" + REQUIRED + "," + members + "}");
        // Then
        assertThat(event.data()).isEqualTo(data == null ? null : data.getBytes(UTF_8));
    }

    @Test
    void extensions_become_strings() {
        // When
        var event = valid("{\"n\":12,\"b\":true,\"d\":1.50,\"absent\":null," + REQUIRED + "}");
        // Then
        assertThat(event.attributes())
                .containsEntry("n", "12")
                .containsEntry("b", "true")
                .containsEntry("d", "1.50")
                .doesNotContainKey("absent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "true", "1.5"})
    void a_partition_key_that_is_no_string_cannot_be_stored_by_kafka(String value) {
        // When
        var decoded = decode("{" + REQUIRED + ",\"partitionkey\":" + value + "}");
        // Then
        assertThat(decoded).isInstanceOf(Decoded.Unkeyable.class);
        var unkeyable = (Decoded.Unkeyable) decoded;
        assertThat(unkeyable.event().attribute("partitionkey")).isEqualTo(value);
        assertThat(unkeyable.why()).endsWith(", wanted a string").startsWith("partitionkey is a ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    []                                   | a structured event must be a JSON object
                    ``                                   | a structured event must be a JSON object
                    {}                                   | specversion is missing
                    {"specversion":"1.0","id":null}      | id is missing
                    {"specversion":1.0}                  | specversion is a number, wanted a string
                    {"id":{}}                            | id is an object, wanted a string
                    {"extra":["a"]}                      | extra is an array, wanted a string
                    {"id":"1","id":"1"}                  | id is given twice
                    {"orderId":"1"}                      | orderId is not an attribute name: only a-z and 0-9 are allowed
                    {"data":1,"data":2}                  | data is given twice
                    {"data":1,"data_base64":"AGE="}      | data is given twice
                    {"data_base64":null}                 | data_base64 is null, wanted a string
                    {"data":{},"datacontenttype":"text/plain"} | data is an object, wanted a string as datacontenttype is not JSON
                    {"id":"a\\u0000"}                    | id has a character that is not allowed: U+0000
                    {"id":"\\ud800"}                     | id has a character that is not allowed: U+D800
                    {"id":"1"} {}                        | there is more after the structured event's JSON
                    {"id":"1"                            | the structured event is not JSON (line 1, column 10): Unexpected end-of-input: expected close marker for Object
                    """)
    void what_is_wrong_is_said_in_one_line(String json, String why) {
        var decoded = decode(json);
        assertThat(decoded).isInstanceOf(Decoded.Invalid.class);
        assertThat(((Decoded.Invalid) decoded).why()).isEqualTo(why);
    }

    @Test
    void nesting_without_end_is_refused() {
        assertThat(decode("{\"data\":" + "[".repeat(100_000))).isInstanceOf(Decoded.Invalid.class);
    }

    @Test
    void the_content_type_of_structured_mode_is_recognised_whatever_its_case_and_parameters() {
        // When
        var decoded =
                HttpEvents.decode(
                        List.of(
                                Map.entry("ce-id", "ignored"),
                                Map.entry(
                                        "Content-Type",
                                        "Application/CloudEvents+JSON ; charset=UTF-8")),
                        ("{" + REQUIRED + "}").getBytes(UTF_8));
        // Then
        assertThat(decoded).isInstanceOf(Decoded.Valid.class);
        assertThat(((Decoded.Valid) decoded).event().id()).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain"})
    void an_event_written_as_json_reads_back_the_same(String contentType) {
        // Given
        var attributes =
                Map.of(
                        "specversion",
                        "1.0",
                        "id",
                        "€",
                        "source",
                        "/s",
                        "type",
                        "t",
                        "datacontenttype",
                        contentType);
        var event = Event.of(attributes, "{ \"a\" : 1 }".getBytes(UTF_8));
        // When
        var decoded = JsonEvents.decode(JsonEvents.encode(event));
        // Then
        assertThat(decoded).isInstanceOf(Decoded.Valid.class);
        var read = ((Decoded.Valid) decoded).event();
        assertThat(read.attributes()).isEqualTo(event.attributes());
        assertThat(read.data()).isEqualTo(event.data());
    }

    private static Event valid(String json) {
        var decoded = decode(json);
        assertThat(decoded).isInstanceOf(Decoded.Valid.class);
        return ((Decoded.Valid) decoded).event();
    }

    private static Decoded decode(String json) {
        return JsonEvents.decode(json.getBytes(UTF_8));
    }
}
