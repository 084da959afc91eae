package dev.tideway.flowtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.journey.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which events belong to a flow.
class FamilyTest {
    private static final Event FIRST = Steps.event("a", "1");

    private static List<String> ids(Step... steps) {
        return Family.of(List.of("1"), List.of(steps)).stream()
                .map(step -> Family.event(step).orElseThrow().id())
                .toList();
    }

    @Test
    void another_flows_events_do_not() {
        assertThat(ids(Steps.accepted(FIRST), Steps.accepted(Steps.event("a", "9"))))
                .containsExactly("1");
    }

    @Test
    void an_answer_does_though_it_says_nothing_of_it() {
        var reply = Steps.event("b", "2");
        var next = Steps.event("c", "3");
        assertThat(
                        ids(
                                Steps.accepted(next),
                                Steps.answered("t", reply, next),
                                Steps.accepted(reply),
                                Steps.answered("t", FIRST, reply)))
                .containsExactly("3", "2", "2", "1");
    }

    @Test
    void one_that_names_its_flow_or_its_cause_does() {
        var correlated = NewEvent.of("b").id("2").with("correlationid", "1").event();
        var caused = NewEvent.of("c").id("3").with("causationid", "2").event();
        assertThat(ids(Steps.accepted(caused), Steps.accepted(correlated)))
                .containsExactly("3", "2");
    }

    @Test
    void a_replay_is_no_part_of_a_flow() {
        assertThat(ids(new Step.Replayed(Steps.accepted(FIRST), "r1"))).isEmpty();
    }
}
