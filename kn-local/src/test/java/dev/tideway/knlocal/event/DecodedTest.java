package dev.tideway.knlocal.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecodedTest {
    private static Map<String, String> attributes(String name, String value) {
        var attributes =
                new LinkedHashMap<>(
                        Map.of("specversion", "1.0", "id", "1", "source", "/t", "type", "t"));
        attributes.put(name, value);
        return attributes;
    }

    @Test
    void the_map_that_is_checked_stays_as_it_is() {
        // Given
        var attributes = attributes("time", "2026-01-02t03:04:05z");
        // When
        var decoded = Decoded.of(attributes, null);
        // Then
        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Valid.class,
                        valid ->
                                assertThat(valid.event().attribute("time"))
                                        .isEqualTo("2026-01-02T03:04:05Z"));
        assertThat(attributes).containsEntry("time", "2026-01-02t03:04:05z");
    }

    @Test
    void a_map_that_is_handed_over_is_checked_in_place() {
        assertThat(Decoded.owning(attributes("time", "yesterday"), null))
                .isEqualTo(new Decoded.Invalid("time is not RFC 3339: yesterday"));
        assertThat(Decoded.owning(attributes("Colour", "red"), null))
                .isEqualTo(
                        new Decoded.Invalid(
                                "Colour is not an attribute name: only a-z and 0-9 are allowed"));
    }

    @Test
    void an_event_with_more_attributes_leaves_the_first_as_it_was() {
        // Given
        var event = Event.of(attributes("subject", "s-1"), null);
        // When
        var more = event.with(Map.of("subject", "s-2", "colour", "red"));
        // Then
        assertThat(more.attributes())
                .containsEntry("subject", "s-2")
                .containsEntry("colour", "red");
        assertThat(event.attributes()).containsEntry("subject", "s-1").doesNotContainKey("colour");
    }
}
