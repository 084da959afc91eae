package dev.tideway.knlocal.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEventsTest {
    private static final byte[] BODY = "{\"a\":1}".getBytes(UTF_8);

    @Test
    void binary_mode_takes_attributes_from_headers_and_data_from_the_body() {
        // When
        var event =
                valid(
                        headers(
                                "CE-Time",
                                "2026-01-02T03:04:05Z",
                                "X-Request-Id",
                                "7",
                                "Ce-PartitionKey",
                                "o-1"),
                        BODY);
        // Then
        assertThat(event.attributes())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "specversion", "1.0",
                                "id", "1",
                                "source", "/shop",
                                "type", "order.placed",
                                "time", "2026-01-02T03:04:05Z",
                                "partitionkey", "o-1",
                                "datacontenttype", "application/json"));
        assertThat(event.data()).isSameAs(BODY);
    }

    @Test
    void an_empty_body_is_no_data() {
        assertThat(valid(headers(), new byte[0]).data()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "source", "type", "specversion"})
    void a_required_attribute_that_is_missing_is_named(String name) {
        // Given
        var headers = headers();
        headers.removeIf(header -> header.getKey().equals("ce-" + name));
        // Then
        assertThat(why(headers)).isEqualTo("ce-" + name + " is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ce-specversion   | 2.0                 | specversion is 2.0, wanted 1.0
                    ce-specversion   | 0.3                 | specversion is 0.3, wanted 1.0
                    ce-id            | ''                  | id is empty
                    ce-source        | ''                  | source is empty
                    ce-source        | a b                 | source is not a URI reference: a b
                    ce-source        | //                  | source is not a URI reference: //
                    ce-type          | ''                  | type is empty
                    ce-subject       | ''                  | subject is empty
                    ce-dataschema    | order.json          | dataschema is not an absolute URI: order.json
                    ce-dataschema    | http://[            | dataschema is not an absolute URI: http://[
                    ce-time          | yesterday           | time is not RFC 3339: yesterday
                    ce-time          | 2026-01-01T00:00Z   | time is not RFC 3339: 2026-01-01T00:00Z
                    ce-time          | 2026-02-30T00:00:00Z | time is not RFC 3339: 2026-02-30T00:00:00Z
                    ce-time          | 2026-01-01T24:00:00Z | time is not RFC 3339: 2026-01-01T24:00:00Z
                    ce-order_id      | 1                   | order_id is not an attribute name: only a-z and 0-9 are allowed
                    ce-              | 1                   | ' is not an attribute name: only a-z and 0-9 are allowed'
                    ce-data          | 1                   | data is not allowed as the name of an attribute
                    ce-note          | a%07b               | note has a character that is not allowed: U+0007
                    ce-note          | %C0%A0              | ce-note is percent-encoded, but not from UTF-8
                    ce-note          | %EF%BF%BE           | note has a character that is not allowed: U+FFFE
                    ce-datacontenttype | text/plain        | ce-datacontenttype is not allowed: the Content-Type header says it
                    content-type     | json                | datacontenttype is not a media type: json
                    content-type     | application/cloudevents-batch+json | batch mode is not supported by Knative brokers
                    content-type     | application/cloudevents+xml; a=b   | event format application/cloudevents+xml is not supported
                    """)
    void what_is_wrong_is_said_in_one_line(String name, String value, String why) {
        // Given
        var headers = headers();
        headers.removeIf(header -> header.getKey().equalsIgnoreCase(name));
        headers.add(Map.entry(name, value));
        // Then
        assertThat(why(headers)).isEqualTo(why);
    }

    @Test
    void an_attribute_given_twice_is_ambiguous() {
        assertThat(why(headers("CE-ID", "2"))).isEqualTo("id is given twice");
    }

    @Test
    void a_message_without_any_trace_of_a_cloud_event_is_not_an_event() {
        // When
        var decoded = HttpEvents.decode(List.of(Map.entry("Content-Type", "text/html")), BODY);
        // Then
        assertThat(decoded)
                .isEqualTo(
                        new Decoded.NotAnEvent(
                                "not a CloudEvent: no ce- header, and the content type is text/html"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Euro%20%E2%82%AC%20%F0%9F%98%80 | Euro € 😀
                    %e2%82%ac                       | €
                    %41%42                          | AB
                    %2541                           | %41
                    100%                            | 100%
                    5%-10%                          | 5%-10%
                    "a b"                           | a b
                    "a \\"b\\" %20\\\\"             | a "b"  \\
                    """,
            quoteCharacter = '`')
    void header_values_are_unquoted_and_unescaped_once(String header, String value) {
        assertThat(valid(headers("ce-note", header), BODY).attribute("note")).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
        "2026-01-31T03:04:05.5Z, 2026-01-31T03:04:05.5Z",
        "2026-01-02t03:04:05z, 2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05.120Z, 2026-01-02T03:04:05.12Z",
        "2026-01-02T03:04:05.000Z, 2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05+00:00, 2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05+01:00, 2026-01-02T03:04:05+01:00"
    })
    void times_take_the_form_the_java_sdk_writes(String given, String kept) {
        assertThat(valid(headers("ce-time", given), BODY).attribute("time")).isEqualTo(kept);
    }

    @Test
    void encoding_escapes_what_a_header_cannot_carry() {
        // Given
        var attributes = new LinkedHashMap<>(valid(headers(), BODY).attributes());
        attributes.put("note", "Euro € \"😀\" 5%");
        // When
        var encoded = new LinkedHashMap<String, String>();
        HttpEvents.encode(Event.of(attributes, BODY), encoded::put);
        // Then
        assertThat(encoded)
                .containsEntry("ce-note", "Euro%20%E2%82%AC%20%22%F0%9F%98%80%22%205%25")
                .containsEntry("Content-Type", "application/json")
                .containsEntry("ce-id", "1")
                .doesNotContainKey("ce-datacontenttype");
    }

    private static Event valid(List<Map.Entry<String, String>> headers, byte[] body) {
        var decoded = HttpEvents.decode(headers, body);
        assertThat(decoded).isInstanceOf(Decoded.Valid.class);
        return ((Decoded.Valid) decoded).event();
    }

    private static String why(List<Map.Entry<String, String>> headers) {
        var decoded = HttpEvents.decode(headers, BODY);
        assertThat(decoded).isInstanceOf(Decoded.Invalid.class);
        return ((Decoded.Invalid) decoded).why();
    }

    private static List<Map.Entry<String, String>> headers(String... more) {
        var headers =
                new ArrayList<>(
                        List.of(
                                Map.entry("ce-specversion", "1.0"),
                                Map.entry("ce-id", "1"),
                                Map.entry("ce-source", "/shop"),
                                Map.entry("ce-type", "order.placed"),
                                Map.entry("content-type", "application/json")));
        for (int i = 0; i < more.length; i += 2) {
            headers.add(Map.entry(more[i], more[i + 1]));
        }
        return headers;
    }
}
