package dev.tideway.knlocal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.manifest.Delivery;
import dev.tideway.knlocal.manifest.Delivery.BackoffPolicy;
import dev.tideway.knlocal.manifest.Delivery.Format;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// DeliverySpec, as each broker class reads it (its defaults, its delays).
class PolicyTest {
    private static final Duration DELAY = Duration.ofMillis(200);

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    KAFKA,            EXPONENTIAL, 400 800 1600 3200 6400 12800 25600 51200 102400 204800
                    KAFKA,            LINEAR,      200 400 600 800 1000 1200 1400 1600 1800 2000
                    MT_BROKER, EXPONENTIAL, 200 400 800 1600 3200 6400 12800 25600 51200 102400
                    MT_BROKER, LINEAR,      0 200 400 600 800 1000 1200 1400 1600 1800
                    """)
    void each_retry_waits_as_long_as_its_broker_class_has_it(
            DataPlane plane, BackoffPolicy backoff, String millis) {
        var policy = new Policy(plane, 10, backoff, DELAY, Duration.ofSeconds(1), Format.BINARY);
        assertThat(delays(policy)).isEqualTo(List.of(millis.split(" ")));
    }

    @Test
    void the_defaults_of_a_cluster_take_409_seconds_on_kafka_and_205_on_channels() {
        var spec = spec(10, BackoffPolicy.EXPONENTIAL, DELAY);
        assertThat(total(Policy.of(DataPlane.KAFKA, spec))).hasMillis(409_200);
        assertThat(total(Policy.of(DataPlane.MT_BROKER, spec))).hasMillis(204_600);
    }

    @ParameterizedTest
    @EnumSource
    void what_says_nothing_is_not_retried_and_gets_ten_minutes(DataPlane plane) {
        var policy = Policy.of(plane, Delivery.NONE);
        assertThat(policy.retries()).isZero();
        assertThat(policy.timeout()).hasSeconds(600);
    }

    @Test
    void on_kafka_a_retry_without_a_delay_backs_off_exponentially_from_200_ms() {
        var policy = Policy.of(DataPlane.KAFKA, retriesOnly());
        assertThat(policy.delayBefore(1)).hasMillis(400);
        assertThat(policy.delayBefore(2)).hasMillis(800);
    }

    @Test
    void on_channels_a_retry_without_policy_and_delay_comes_at_once() {
        assertThat(Policy.of(DataPlane.MT_BROKER, retriesOnly()).delayBefore(3)).isZero();
        var delayOnly =
                new Delivery(
                        Optional.empty(),
                        Optional.of(3),
                        Optional.empty(),
                        Optional.of(DELAY),
                        Optional.empty(),
                        Optional.empty());
        assertThat(Policy.of(DataPlane.MT_BROKER, delayOnly).delayBefore(3)).isZero();
    }

    @Test
    void what_is_said_counts() {
        // Given
        var spec =
                new Delivery(
                        Optional.empty(),
                        Optional.of(2),
                        Optional.of(BackoffPolicy.LINEAR),
                        Optional.of(Duration.ofSeconds(3)),
                        Optional.of(Duration.ofSeconds(5)),
                        Optional.empty());
        // Then
        assertThat(Policy.of(DataPlane.KAFKA, spec))
                .isEqualTo(
                        new Policy(
                                DataPlane.KAFKA,
                                2,
                                BackoffPolicy.LINEAR,
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(5),
                                Format.BINARY));
    }

    @Test
    void doubling_ends_before_it_overflows() {
        var policy = Policy.of(DataPlane.KAFKA, spec(1_000, BackoffPolicy.EXPONENTIAL, DELAY));
        assertThat(policy.delayBefore(1_000)).isEqualTo(policy.delayBefore(30)).isPositive();
    }

    private static Delivery retriesOnly() {
        return new Delivery(
                Optional.empty(),
                Optional.of(3),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Delivery spec(int retry, BackoffPolicy backoff, Duration delay) {
        return new Delivery(
                Optional.empty(),
                Optional.of(retry),
                Optional.of(backoff),
                Optional.of(delay),
                Optional.empty(),
                Optional.empty());
    }

    private static List<String> delays(Policy policy) {
        return IntStream.rangeClosed(1, 10)
                .mapToObj(retry -> Long.toString(policy.delayBefore(retry).toMillis()))
                .toList();
    }

    private static Duration total(Policy policy) {
        return IntStream.rangeClosed(1, policy.retries())
                .mapToObj(policy::delayBefore)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
