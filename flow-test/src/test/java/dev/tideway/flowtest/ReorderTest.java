package dev.tideway.flowtest;

import static dev.tideway.flowtest.EventPattern.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.manifest.Key;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// One event after another that it would have gone before.
class ReorderTest {
    private static final Event HELLO = Steps.event("hello", "1");
    private static final Event GOODBYE = Steps.event("goodbye", "2");
    private static final Reorder REORDER =
            new Reorder(
                    new Key("default", "greeter"),
                    event("hello"),
                    event("goodbye"),
                    Set.of(Steps.trigger("greeter")));

    @Test
    void the_held_one_is_let_go_once_the_other_has_been_delivered_there() {
        assertThat(REORDER.isOver(List.of(Steps.accepted(GOODBYE)))).isFalse();
        assertThat(REORDER.isOver(List.of(Steps.delivered("elsewhere", GOODBYE)))).isFalse();
        assertThat(REORDER.isOver(List.of(Steps.delivered("greeter", GOODBYE)))).isTrue();
    }

    @Test
    void only_the_other_order_will_do() {
        var hello = Steps.delivered("greeter", HELLO);
        var goodbye = Steps.delivered("greeter", GOODBYE);
        assertThat(REORDER.complaint(List.of(goodbye, hello))).isEmpty();
        assertThat(REORDER.complaint(List.of(hello, goodbye)))
                .contains("default/greeter has not got hello after goodbye");
        assertThat(REORDER.complaint(List.of(goodbye))).isPresent();
        assertThat(REORDER.complaint(List.of())).isPresent();
    }
}
