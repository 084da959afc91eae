package dev.tideway.knlocal.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever arrives is decoded to something; what is valid survives the journey out and back.
class EventFuzzTest {
    @Property
    void any_headers_and_body_are_decoded_without_an_exception(
            @ForAll("headers") List<Map.Entry<String, String>> headers, @ForAll byte[] body) {
        assertThat(oneLine(HttpEvents.decode(headers, body))).isTrue();
    }

    @Property
    void any_bytes_are_decoded_as_json_without_an_exception(@ForAll byte[] body) {
        assertThat(oneLine(JsonEvents.decode(body))).isTrue();
    }

    @Property
    void json_with_a_byte_damaged_is_decoded_without_an_exception(
            @ForAll int place, @ForAll byte damage) {
        // Given
        var json =
                """
                {"specversion":"1.0","id":"1","source":"/s","type":"t","n":1.5e3,"time":"2026-01-01T00:00:00Z",
                 "datacontenttype":"application/json","data":{"a":["\\u00e9",null,true,-0.1e-7,"é😀"]}}
                """
                        .getBytes(UTF_8);
        json[Math.floorMod(place, json.length)] = damage;
        // Then
        assertThat(oneLine(JsonEvents.decode(json))).isTrue();
    }

    @Property
    void a_value_survives_percent_encoding(@ForAll("values") String value) {
        // When
        var encoded = PercentCoding.encode(value);
        // Then
        assertThat(encoded).matches("[!-~&&[^\"]]*");
        assertThat(PercentCoding.decode(encoded)).isEqualTo(value);
    }

    @Property
    void a_valid_event_survives_binary_and_structured_mode(
            @ForAll("values") String subject, @ForAll byte[] data) {
        // Given
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("specversion", "1.0");
        attributes.put("id", "x" + subject);
        attributes.put("source", "/s");
        attributes.put("type", "t");
        attributes.put("datacontenttype", "application/octet-stream");
        attributes.put("note", subject);
        var event = Event.of(attributes, data.length == 0 ? null : data);
        // When
        var headers = new ArrayList<Map.Entry<String, String>>();
        HttpEvents.encode(event, (name, value) -> headers.add(Map.entry(name, value)));
        // Then
        same(event, HttpEvents.decode(headers, data));
        same(event, JsonEvents.decode(JsonEvents.encode(event)));
    }

    private static void same(Event event, Decoded decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Valid.class);
        var read = ((Decoded.Valid) decoded).event();
        assertThat(read.attributes()).isEqualTo(event.attributes());
        assertThat(read.data()).isEqualTo(event.data());
    }

    private static boolean oneLine(Decoded decoded) {
        return switch (decoded) {
            case Decoded.Valid(var event) -> !event.id().isEmpty();
            case Decoded.Unkeyable(var event, var why) -> !event.id().isEmpty() && printable(why);
            case Decoded.Invalid(var why) -> printable(why);
            case Decoded.NotAnEvent(var why) -> printable(why);
        };
    }

    private static boolean printable(String why) {
        return !why.isEmpty()
                && why.length() < 300
                && why.codePoints().noneMatch(Character::isISOControl);
    }

    @Provide
    Arbitrary<List<Map.Entry<String, String>>> headers() {
        var names =
                Arbitraries.oneOf(
                        Arbitraries.of(
                                "ce-id",
                                "ce-source",
                                "ce-type",
                                "ce-specversion",
                                "ce-time",
                                "ce-dataschema",
                                "ce-subject",
                                "ce-partitionkey",
                                "Content-Type",
                                "CE-",
                                "ce"),
                        Arbitraries.strings().ofMaxLength(8),
                        Arbitraries.strings().ofMaxLength(8).map(name -> "ce-" + name));
        var values =
                Arbitraries.oneOf(
                        Arbitraries.of(
                                "1.0",
                                "/s",
                                "t",
                                "2026-01-01T00:00:00Z",
                                "application/cloudevents+json",
                                "application/json",
                                "%",
                                "%E2%82",
                                "\"",
                                "\\\""),
                        Arbitraries.strings().ofMaxLength(100));
        return Combinators.combine(names, values)
                .<Map.Entry<String, String>>as(Map::entry)
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().map(EventFuzzTest::onlyAllowed),
                Arbitraries.strings().withChars("%4aA\" \\é€").ofMaxLength(12));
    }

    private static String onlyAllowed(String text) {
        return text.codePoints()
                .filter(EventFuzzTest::allowed)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean allowed(int c) {
        return c >= 0x20
                && !(c >= 0x7F && c <= 0x9F)
                && !(c >= 0xD800 && c <= 0xDFFF)
                && !(c >= 0xFDD0 && c <= 0xFDEF)
                && (c & 0xFFFE) != 0xFFFE;
    }
}
