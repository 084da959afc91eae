package dev.tideway.flowtest;

import static dev.tideway.flowtest.EventPattern.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.knlocal.event.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which events are meant, and why another is not.
class EventPatternTest {
    private static final Event PLACED =
            NewEvent.of("order.placed")
                    .id("1")
                    .about("o-1")
                    .json("{\"total\": 2500, \"lines\": [{\"sku\": \"tea\"}], \"note\": null}")
                    .event();

    @Test
    void a_type_is_all_of_it() {
        assertThat(event("order.placed").matches(PLACED)).isTrue();
        assertThat(event("order").matches(PLACED)).isFalse();
    }

    @Test
    void everything_that_is_said_has_to_be_true() {
        var wanted =
                event("order.placed")
                        .about("o-1")
                        .from("/flow-test")
                        .with("partitionkey", "o-1")
                        .withData("/total", 2500)
                        .withData("/lines/0/sku", "tea")
                        .where("there is one line", data -> data.path("lines").size() == 1);
        assertThat(wanted.matches(PLACED)).isTrue();
        assertThat(wanted.about("o-2").matches(PLACED)).isFalse();
        assertThat(wanted.with("tenant", "x").matches(PLACED)).isFalse();
        assertThat(wanted.withData("/total", 1).matches(PLACED)).isFalse();
        assertThat(wanted.where("never", _ -> false).matches(PLACED)).isFalse();
    }

    @Test
    void what_is_wrong_is_told_part_by_part() {
        var wanted =
                event("order.placed")
                        .about("o-2")
                        .with("tenant", "x")
                        .withData("/total", 1)
                        .withData("/lines", "tea")
                        .withData("/nothing", "y")
                        .where("it is paid", _ -> false);
        assertThat(wanted.whyNot(PLACED))
                .containsExactly(
                        "has the subject o-1",
                        "has no tenant",
                        "has 2500 at /total",
                        "has [{\"sku\":\"tea\"}] at /lines",
                        "has nothing at /nothing",
                        "has data of which that is not true: it is paid");
        assertThat(wanted)
                .hasToString(
                        "order.placed about o-2 with tenant x with /total = 1 in its data with /lines = tea in its data with /nothing = y in its data where it is paid");
    }

    @Test
    void data_that_are_no_json_are_nothing() {
        var text = Event.of(PLACED.attributes(), new byte[] {'{'});
        assertThat(event("order.placed").withData("/total", 2500).matches(text)).isFalse();
        assertThat(
                        event("order.placed")
                                .withData("/total", 2500)
                                .matches(Event.of(PLACED.attributes(), null)))
                .isFalse();
    }

    @Test
    void what_can_never_be_is_refused() {
        assertThatThrownBy(() -> event(" ")).hasMessage("an event has a type; none is given");
        assertThatThrownBy(() -> event("a").withData("total", 1)).hasMessageContaining("total");
    }

    @Test
    void events_that_come_near_are_named() {
        assertThat(
                        Wording.near(
                                event("order.placed").about("o-2"),
                                List.of(Steps.accepted(PLACED))))
                .isEqualTo("\nOf that type there is\n  1, which has the subject o-1");
        assertThat(Wording.near(event("order.palced"), List.of(Steps.accepted(PLACED))))
                .isEqualTo("\nThe flow's types: order.placed");
    }
}
