package dev.tideway.knlocal.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.testing.Events;
import org.junit.jupiter.api.Test;

class HopsTest {
    private static final String TTL = "knativebrokerttl";

    @Test
    void an_event_without_a_count_starts_with_all_hops() {
        assertThat(Hops.enter(Events.plain("1")).orElseThrow().attribute(TTL)).isEqualTo("255");
    }

    @Test
    void each_entry_costs_one_and_the_last_is_refused() {
        assertThat(Hops.enter(Events.plain("1").with(TTL, "2")).orElseThrow().attribute(TTL))
                .isEqualTo("1");
        assertThat(Hops.enter(Events.plain("1").with(TTL, "1"))).isEmpty();
        assertThat(Hops.enter(Events.plain("1").with(TTL, "-5"))).isEmpty();
    }

    @Test
    void a_reply_goes_on_where_its_cause_stands_whatever_it_says_itself() {
        var cause = Events.plain("1").with(TTL, "9");

        assertThat(Hops.inherit(Events.plain("2").with(TTL, "200"), cause).attribute(TTL))
                .isEqualTo("9");
        assertThat(
                        Hops.inherit(Events.plain("2").with(TTL, "200"), Events.plain("1"))
                                .attribute(TTL))
                .isNull();
    }

    @Test
    void subscribers_never_see_it() {
        assertThat(Hops.hide(Events.plain("1").with(TTL, "9")).attribute(TTL)).isNull();
    }
}
