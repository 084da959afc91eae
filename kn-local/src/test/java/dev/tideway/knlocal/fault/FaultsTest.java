package dev.tideway.knlocal.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.knlocal.fault.Fault.Kind;
import dev.tideway.knlocal.manifest.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final Key PAYMENTS = new Key("default", "payments");
    private static final Key ORDERS = new Key("default", "orders");
    private final Faults faults = new Faults();

    private static Fault always(Kind kind) {
        return new Fault(kind, 100, OptionalInt.empty(), Optional.empty(), 1);
    }

    private List<Boolean> strikes(Key function, int attempts) {
        return IntStream.range(0, attempts)
                .mapToObj(_ -> faults.strike(function, "t").isPresent())
                .toList();
    }

    @Test
    void it_strikes_its_function_and_no_other() {
        faults.add(PAYMENTS, always(new Kind.Crash()));
        assertThat(faults.strike(PAYMENTS, "t")).contains(new Kind.Crash());
        assertThat(faults.strike(ORDERS, "t")).isEmpty();
        assertThat(faults.strike(new Key("shop", "payments"), "t")).isEmpty();
    }

    @Test
    void the_same_seed_strikes_the_same_attempts_as_often_as_it_should() {
        // Given
        var third = new Fault(new Kind.Crash(), 30, OptionalInt.empty(), Optional.empty(), 42);
        faults.add(PAYMENTS, third);
        faults.add(ORDERS, third);
        // When
        var struck = strikes(PAYMENTS, 10_000);
        // Then
        assertThat(strikes(ORDERS, 10_000)).isEqualTo(struck);
        assertThat(struck.stream().filter(it -> it).count()).isBetween(2800L, 3200L);
        assertThat(faults.all().getFirst().struck())
                .isEqualTo(struck.stream().filter(it -> it).count());
        var other = new Fault(new Kind.Crash(), 30, OptionalInt.empty(), Optional.empty(), 43);
        faults.clear(ORDERS);
        faults.add(ORDERS, other);
        assertThat(strikes(ORDERS, 10_000)).isNotEqualTo(struck);
    }

    @Test
    void with_a_count_it_is_over_after_so_many() {
        var twice = new Fault(new Kind.Crash(), 100, OptionalInt.of(2), Optional.empty(), 1);
        faults.add(PAYMENTS, twice);
        assertThat(strikes(PAYMENTS, 4)).containsExactly(true, true, false, false);
        assertThat(faults.all()).isEmpty();
    }

    @Test
    void with_a_type_only_its_events_are_struck_and_counted() {
        var typed = new Fault(new Kind.Crash(), 100, OptionalInt.of(1), Optional.of("a"), 1);
        faults.add(PAYMENTS, typed);
        assertThat(faults.strike(PAYMENTS, "b")).isEmpty();
        assertThat(faults.strike(PAYMENTS, "a")).isPresent();
    }

    @Test
    void one_at_most_strikes_that_which_was_set_first() {
        var once = new Fault(new Kind.Crash(), 100, OptionalInt.of(1), Optional.empty(), 1);
        faults.add(PAYMENTS, once);
        faults.add(PAYMENTS, always(new Kind.DropReply()));
        assertThat(faults.strike(PAYMENTS, "t")).contains(new Kind.Crash());
        assertThat(faults.strike(PAYMENTS, "t")).contains(new Kind.DropReply());
        assertThat(faults.all()).extracting(StandingFault::struck).containsExactly(1L);
    }

    @Test
    void a_duplicate_is_for_what_was_handled() {
        faults.add(PAYMENTS, always(new Kind.Duplicate()));
        assertThat(faults.strike(PAYMENTS, "t")).isEmpty();
        assertThat(faults.duplicates(PAYMENTS, "t")).isTrue();
        assertThat(faults.duplicates(ORDERS, "t")).isFalse();
    }

    @Test
    void it_is_cleared_by_number_by_function_and_with_all_others() {
        var first = faults.add(PAYMENTS, always(new Kind.Crash()));
        faults.add(PAYMENTS, always(new Kind.DropReply()));
        faults.add(ORDERS, always(new Kind.Crash()));
        faults.add(ORDERS, always(new Kind.Crash()));
        assertThat(faults.clear(first.number())).isTrue();
        assertThat(faults.clear(first.number())).isFalse();
        assertThat(faults.strike(PAYMENTS, "t")).contains(new Kind.DropReply());
        assertThat(faults.clear(PAYMENTS)).isOne();
        assertThat(faults.strike(PAYMENTS, "t")).isEmpty();
        assertThat(faults.clear()).isEqualTo(2);
        assertThat(faults.all()).isEmpty();
    }

    @Test
    void what_cannot_be_is_refused_and_said() {
        assertThatThrownBy(() ->
                        new Fault(new Kind.Crash(), 130, OptionalInt.empty(), Optional.empty(), 1))
                .hasMessage("130 % is not 1 % to 100 %");
        assertThatThrownBy(() ->
                        new Fault(new Kind.Crash(), 10, OptionalInt.of(0), Optional.empty(), 1))
                .hasMessage("the count is 0, not 1 or more");
        assertThatThrownBy(() -> new Kind.Delay(Duration.ZERO))
                .hasMessage("the delay is 0 ms, not 1 ms to 1 h");
        assertThatThrownBy(() -> new Kind.Fail(200))
                .hasMessage("the status is 200, not 300 to 599");
    }

    @Test
    void it_is_told_in_words() {
        assertThat(
                        new Fault(
                                        new Kind.Fail(503),
                                        30,
                                        OptionalInt.empty(),
                                        Optional.of("a.v1"),
                                        1)
                                .words())
                .isEqualTo("answers 503, 30 % of the time, with events of type a.v1");
        assertThat(always(new Kind.Delay(Duration.ofSeconds(2))).words())
                .isEqualTo("takes 2000 ms longer");
    }
}
