package dev.tideway.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureTest {
    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void the_reason_is_what_the_last_answer_said() {
        var told =
                Map.of(
                        "knativeerrordest", "http://orders/",
                        "knativeerrorcode", "422",
                        "knativeerrordata", base64("order o-1 is unknown\n"));
        assertThat(Failure.of(told))
                .isEqualTo(new Failure("http://orders/", 422, "order o-1 is unknown"));
    }

    @Test
    void a_failure_without_an_answer_has_only_a_destination() {
        assertThat(Failure.of(Map.of("knativeerrordest", "http://orders/")))
                .isEqualTo(new Failure("http://orders/", null, null));
    }

    @Test
    void an_event_posted_by_hand_has_none_of_it() {
        assertThat(Failure.of(Map.of())).isEqualTo(new Failure("", null, null));
    }

    @Test
    void what_is_no_number_and_no_base64_is_no_obstacle() {
        var told = Map.of("knativeerrorcode", "teapot", "knativeerrordata", "not base64!");
        assertThat(Failure.of(told)).isEqualTo(new Failure("", null, "not base64!"));
    }

    @Test
    void a_reason_that_a_database_cannot_hold_is_mended() {
        assertThat(Failure.of(Map.of("knativeerrordata", base64("a\0b"))).reason())
                .isEqualTo("a\uFFFDb");
    }
}
