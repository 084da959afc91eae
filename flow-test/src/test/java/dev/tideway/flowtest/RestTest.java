package dev.tideway.flowtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.journey.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When a flow is at rest.
class RestTest {
    private static final List<Way> WAYS =
            List.of(
                    Steps.way("orders", "placed"),
                    Steps.way("view", "placed"),
                    Steps.way("payments", "requested"));
    private static final Event PLACED = Steps.event("placed", "1");
    private static final Event REQUESTED = Steps.event("requested", "2");

    private static List<String> unfinished(Step... steps) {
        return Rest.unfinished(List.of(steps), WAYS);
    }

    @Test
    void an_event_that_no_trigger_wants_is_at_rest_at_once() {
        assertThat(unfinished(Steps.accepted(Steps.event("unheard", "9")))).isEmpty();
    }

    @Test
    void every_trigger_that_wants_an_event_has_to_finish_it() {
        var accepted = Steps.accepted(PLACED);
        assertThat(unfinished(accepted))
                .containsExactly(
                        "trigger default/orders has not finished placed 1",
                        "trigger default/view has not finished placed 1");
        assertThat(unfinished(accepted, Steps.delivered("view", PLACED)))
                .containsExactly("trigger default/orders has not finished placed 1");
        assertThat(
                        unfinished(
                                accepted,
                                Steps.delivered("view", PLACED),
                                Steps.delivered("orders", PLACED)))
                .isEmpty();
    }

    @Test
    void an_answer_has_to_be_finished_too() {
        assertThat(
                        unfinished(
                                Steps.accepted(PLACED),
                                Steps.delivered("view", PLACED),
                                Steps.accepted(REQUESTED),
                                Steps.answered("orders", PLACED, REQUESTED)))
                .containsExactly("trigger default/payments has not finished requested 2");
    }

    @Test
    void an_attempt_that_failed_has_finished_nothing_and_its_reason_is_told() {
        assertThat(unfinished(Steps.accepted(REQUESTED), Steps.retrying("payments", REQUESTED)))
                .containsExactly(
                        "trigger default/payments has not finished requested 2, attempt 1 failed: 503 busy");
    }

    @Test
    void what_is_given_up_is_finished() {
        assertThat(
                        unfinished(
                                Steps.accepted(PLACED),
                                Steps.deadLetter("orders", PLACED),
                                Steps.lost("view", PLACED)))
                .isEmpty();
    }

    @Test
    void an_event_that_is_accepted_twice_is_finished_twice() {
        assertThat(
                        unfinished(
                                Steps.accepted(REQUESTED),
                                Steps.delivered("payments", REQUESTED),
                                Steps.accepted(REQUESTED)))
                .hasSize(1);
    }

    @Test
    void one_that_comes_once_more_is_not_at_rest_in_between() {
        var accepted = Steps.accepted(REQUESTED);
        var delivered = Steps.delivered("payments", REQUESTED);
        assertThat(unfinished(accepted, Steps.twice("payments", REQUESTED), delivered)).hasSize(1);
        assertThat(unfinished(accepted, Steps.twice("payments", REQUESTED), delivered, delivered))
                .isEmpty();
    }

    @Test
    void a_delivery_may_be_told_before_the_acceptance() {
        assertThat(unfinished(Steps.delivered("payments", REQUESTED), Steps.accepted(REQUESTED)))
                .isEmpty();
    }
}
