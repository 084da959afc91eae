package dev.tideway.knlocal.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.testing.Events;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChainTest {
    @ParameterizedTest
    @CsvSource({
        "a,           a reply loop of trigger n/a",
        "a b,         a reply loop of triggers n/a -> n/b",
        "b a,         a reply loop of triggers n/a -> n/b",
        "c a b,       a reply loop of triggers n/a -> n/b -> n/c",
        "a b a c,     a reply loop of triggers n/a -> n/b -> n/a -> n/c"
    })
    void a_loop_is_named_by_its_triggers_wherever_it_is_broken_off(String triggers, String said) {
        var names = triggers.split(" ");
        for (int hops = 20; hops < 20 + names.length; hops++) {
            var chain = through(hops, names);
            assertThat(chain.whenBrokenOff(hops))
                    .isEqualTo(said + ", stopped after " + hops + " hops");
        }
    }

    @Test
    void what_is_sent_along_is_read_again_and_nobody_can_make_it_up() {
        var chain = Chain.NONE.through("n/a").through("subscription:n/b");
        assertThat(Chain.unsealed(chain.sealed())).isEqualTo(chain);
        assertThat(Chain.unsealed(chain.text())).isEqualTo(Chain.NONE);
        assertThat(Chain.unsealed("guessed " + chain.text())).isEqualTo(Chain.NONE);
        assertThat(Chain.unsealed(null)).isEqualTo(Chain.NONE);
    }

    @Test
    void what_led_into_the_loop_does_not_belong_to_it() {
        var chain = Chain.NONE.through("n/x").through("n/b").through("n/a").through("n/b");
        assertThat(chain.whenBrokenOff(3))
                .isEqualTo("a reply loop of triggers n/a -> n/b, stopped after 3 hops");
    }

    @Test
    void a_long_way_without_a_trigger_twice_is_told_as_such() {
        var chain = Chain.NONE.through("n/a").through("n/b");
        assertThat(chain.whenBrokenOff(1))
                .isEqualTo(
                        "a reply to a reply, by triggers n/a -> n/b at last, stopped after 1 hops");
    }

    @Test
    void it_grows_no_further_than_its_end_and_counts_on() {
        var chain = through(1000, "a", "b", "c");
        assertThat(chain.hops()).isEqualTo(1000);
        assertThat(chain.latest()).hasSize(16).endsWith("n/b", "n/c", "n/a");
    }

    @Test
    void as_text_it_is_the_same_again() {
        for (var chain : new Chain[] {through(3, "a"), through(40, "a", "b")}) {
            assertThat(Chain.of(chain.text())).isEqualTo(chain);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "-1 a",
                "0 a",
                "99999999999 a",
                "2 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7"
            })
    void what_is_no_chain_is_none(String text) {
        assertThat(Chain.of(text)).isEqualTo(Chain.NONE);
    }

    @Test
    void it_stays_beside_an_event_whose_attributes_change() {
        var chain = through(2, "a");
        var event = Events.plain("1").after(chain);
        assertThat(event.with("x", "1").without("x").chain()).isEqualTo(chain);
        assertThat(event.attributes()).isEqualTo(Events.plain("1").attributes());
    }

    private static Chain through(int hops, String... names) {
        return IntStream.range(0, hops)
                .mapToObj(i -> "n/" + names[i % names.length])
                .reduce(Chain.NONE, Chain::through, (one, _) -> one);
    }
}
