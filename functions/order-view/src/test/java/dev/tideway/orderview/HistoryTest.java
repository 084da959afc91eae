package dev.tideway.orderview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final Entry PLACED =
            Stories.entry(Kind.ORDER_PLACED, "placed", "place", 10, null);

    @Test
    void an_effect_stands_behind_its_cause_even_when_its_clock_runs_behind() {
        var reserved = Stories.entry(Kind.STOCK_RESERVED, "reserved", "placed", 3, null);
        var requested = Stories.entry(Kind.PAYMENT_REQUESTED, "requested", "reserved", 1, null);

        assertThat(History.causal(List.of(requested, reserved, PLACED)))
                .containsExactly(PLACED, reserved, requested);
    }

    @Test
    void nothing_stands_before_the_order_was_placed() {
        var cancelled = Stories.entry(Kind.ORDER_CANCELLED, "cancelled", "cancel", 1, null);

        assertThat(History.causal(List.of(cancelled, PLACED))).containsExactly(PLACED, cancelled);
    }

    @Test
    void without_a_cause_in_common_the_earlier_comes_first() {
        var cancelled = Stories.entry(Kind.ORDER_CANCELLED, "cancelled", "cancel", 20, null);
        var authorized =
                Stories.entry(Kind.PAYMENT_AUTHORIZED, "authorized", "requested", 30, null);

        assertThat(History.causal(List.of(authorized, cancelled, PLACED)))
                .containsExactly(PLACED, cancelled, authorized);
    }

    @Test
    void events_that_claim_to_cause_each_other_are_ordered_by_time() {
        var one = Stories.entry(Kind.STOCK_RESERVED, "one", "two", 1, null);
        var two = Stories.entry(Kind.STOCK_RELEASED, "two", "one", 2, null);

        assertThat(History.causal(List.of(two, one))).containsExactly(one, two);
    }
}
