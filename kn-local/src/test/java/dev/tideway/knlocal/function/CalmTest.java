package dev.tideway.knlocal.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CalmTest {
    private static final Duration MOMENT = Duration.ofMillis(20);
    private static final Duration ENDLESS = Duration.ofDays(1);

    @Test
    void it_comes_when_nothing_has_started_for_a_while() throws Exception {
        var calm = new Calm(MOMENT, ENDLESS);
        var broken = System.nanoTime();
        calm.broken();
        calm.await();
        assertThat(System.nanoTime() - broken).isGreaterThanOrEqualTo(MOMENT.toNanos());
    }

    @Test
    void where_something_starts_all_the_time_it_is_not_waited_for_without_end() throws Exception {
        var calm = new Calm(ENDLESS, MOMENT);
        assertThatCode(calm::await).doesNotThrowAnyException();
    }

    @Test
    void who_waits_can_be_told_to_stop() throws Exception {
        var calm = new Calm(ENDLESS, ENDLESS);
        var interrupted = new CompletableFuture<Boolean>();
        var waiting =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                calm.await();
                                interrupted.complete(false);
                            } catch (InterruptedException _) {
                                interrupted.complete(true);
                            }
                        });
        waiting.interrupt();
        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    }
}
