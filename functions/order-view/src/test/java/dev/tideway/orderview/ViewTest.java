package dev.tideway.orderview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.orderview.Stories.Heard;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ViewTest {
    @Test
    void each_step_towards_confirmed_shows() {
        var story = Stories.confirmed();

        var statuses = new ArrayList<Status>();
        for (int heard = 1; heard <= story.size(); heard++) {
            statuses.add(Heard.view(story.subList(0, heard)).status());
        }

        assertThat(statuses)
                .containsExactly(
                        Status.PLACED,
                        Status.RESERVED,
                        Status.PAYMENT_REQUESTED,
                        Status.PAYMENT_REQUESTED,
                        Status.CONFIRMED);
    }

    @Test
    void a_confirmed_order_shows_what_was_ordered_and_that_it_is_set_aside() {
        var view = Heard.view(Stories.confirmed());

        assertThat(view.customerId()).isEqualTo("c-7");
        assertThat(view.total()).isEqualTo(2190);
        assertThat(view.currency()).isEqualTo("EUR");
        assertThat(view.lines()).isEqualTo(Stories.LINES);
        assertThat(view.stock()).isEqualTo(Stock.RESERVED);
        assertThat(view.reason()).isNull();
    }

    @Test
    void a_declined_payment_shows_its_reason_and_the_stock_released() {
        var view = Heard.view(Stories.declined());

        assertThat(view.status()).isEqualTo(Status.CANCELLED);
        assertThat(view.reason()).isEqualTo("payment declined: insufficient funds");
        assertThat(view.stock()).isEqualTo(Stock.RELEASED);
    }

    @Test
    void refused_stock_shows_its_reason() {
        var view = Heard.view(Stories.refused());

        assertThat(view.status()).isEqualTo(Status.CANCELLED);
        assertThat(view.reason()).isEqualTo("stock refused: not enough");
        assertThat(view.stock()).isEqualTo(Stock.REFUSED);
    }

    @Test
    void a_refusal_on_the_way_is_no_reason_yet() {
        assertThat(Heard.view(Stories.refused().subList(0, 2)).reason()).isNull();
    }

    @Test
    void a_rejected_order_shows_all_reasons() {
        var view = Heard.view(Stories.rejected());

        assertThat(view.status()).isEqualTo(Status.REJECTED);
        assertThat(view.reason()).isEqualTo("no lines; no customer");
        assertThat(view.stock()).isNull();
    }

    @Test
    void a_late_authorisation_does_not_bring_a_cancelled_order_back() {
        var view = Heard.view(Stories.cancelledLate());

        assertThat(view.status()).isEqualTo(Status.CANCELLED);
        assertThat(view.reason()).isEqualTo("too late");
    }

    @Property
    void the_order_of_arrival_does_not_matter(@ForAll("shuffledStories") Shuffled story) {
        assertThat(Heard.view(story.arrived())).isEqualTo(Heard.view(story.happened()));
    }

    @Property
    void the_history_stands_as_it_happened(@ForAll("shuffledStories") Shuffled story) {
        var happened = story.happened().stream().map(Heard::entry).toList();

        assertThat(Heard.view(story.arrived()).history()).isEqualTo(happened);
    }

    @Property
    void an_event_heard_again_changes_nothing(@ForAll("shuffledStories") Shuffled story) {
        var view = Heard.view(story.arrived());

        for (var heard : story.arrived()) {
            assertThat(view.with(heard.entry(), heard.facts())).isSameAs(view);
        }
    }

    record Shuffled(List<Heard> happened, List<Heard> arrived) {}

    @Provide
    Arbitrary<Shuffled> shuffledStories() {
        return Arbitraries.of(
                        Stories.confirmed(),
                        Stories.declined(),
                        Stories.refused(),
                        Stories.rejected(),
                        Stories.cancelledLate())
                .flatMap(story ->
                        Arbitraries.shuffle(story).map(arrived -> new Shuffled(story, arrived)));
    }
}
