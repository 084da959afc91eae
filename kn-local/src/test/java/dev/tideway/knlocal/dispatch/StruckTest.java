package dev.tideway.knlocal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.knlocal.fault.Fault.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class StruckTest {
    private static final Deadline FAR = Deadline.in(Duration.ofHours(2));

    private static Struck by(Kind kind) {
        return new Struck(Optional.of(kind));
    }

    @Test
    void a_delay_is_waited_for_before_the_function_is_asked() throws Exception {
        var begin = System.nanoTime();
        by(new Kind.Delay(Duration.ofMillis(200))).hold(FAR);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isGreaterThan(Duration.ofMillis(199));
    }

    @Test
    void a_delay_that_is_longer_than_there_is_time_is_a_timeout() {
        var delay = by(new Kind.Delay(Duration.ofHours(1)));
        assertThatThrownBy(() -> delay.hold(Deadline.in(Duration.ofMillis(1))))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void nothing_else_makes_it_wait() throws Exception {
        var near = Deadline.in(Duration.ZERO);
        by(new Kind.Crash()).hold(near);
        new Struck(Optional.empty()).hold(near);
        assertThat(by(new Kind.Crash()).untold()).isEmpty();
    }

    @Test
    void only_a_failure_is_an_answer_without_the_function() {
        assertThat(by(new Kind.Fail(429)).answer())
                .hasValueSatisfying(attempt ->
                        assertThat(attempt)
                                .isInstanceOfSatisfying(
                                        Attempt.Answered.class,
                                        answered -> {
                                            assertThat(answered.status()).isEqualTo(429);
                                            assertThat(answered.body())
                                                    .hasToString("fault: answered 429 on purpose");
                                        }));
        assertThat(by(new Kind.DropReply()).answer()).isEmpty();
        assertThat(new Struck(Optional.empty()).answer()).isEmpty();
    }
}
