package dev.tideway.knlocal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.knlocal.dispatch.Deliveries.Outcome;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.manifest.Delivery.BackoffPolicy;
import dev.tideway.knlocal.manifest.Delivery.Format;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.testing.Events;
import dev.tideway.knlocal.testing.Remembered;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What counts as taken, what is tried again and what is given up (both classes but where a test says so).
class DeliveriesTest {
    private static final ObjectRef TRIGGER = new ObjectRef("Trigger", new Key("default", "orders"));
    private static final URI URI_OF_IT = URI.create("http://orders.default.svc.cluster.local");
    private static final Route ROUTE = Route.toFunction(URI_OF_IT, new Key("default", "orders"));
    private static final Event EVENT = Events.order("o-1");
    private static final Event REPLY = Events.typed("r-1", "dev.tideway.order.placed.v1");
    private static final int RETRIES = 2;

    private final Remembered journey = new Remembered();
    private final CountDownLatch stopping = new CountDownLatch(1);

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void success_without_a_body_is_taken(int status) throws Exception {
        assertThat(deliver(DataPlane.KAFKA, new Script(Script.status(status))))
                .isInstanceOfSatisfying(
                        Outcome.Taken.class,
                        taken -> {
                            assertThat(taken.attempt()).isEqualTo(1);
                            assertThat(taken.reply()).isEmpty();
                        });
        assertThat(journey.steps()).isEmpty();
    }

    /// Also 202, which the specification excepts and neither broker class does.
    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204})
    void success_with_an_event_is_a_reply(int status) throws Exception {
        var outcome = deliver(DataPlane.KAFKA, new Script(Script.reply(status, REPLY)));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Taken.class,
                        taken ->
                                assertThat(taken.reply().orElseThrow().attributes())
                                        .isEqualTo(REPLY.attributes()));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                100, 101, 199, 300, 301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 405, 406, 410,
                411, 412, 413, 414, 415, 417, 418, 421, 422, 423, 425, 426, 428, 431, 451, 499
            })
    void what_no_retry_mends_is_given_up_at_once(int status) throws Exception {
        for (var plane : DataPlane.values()) {
            // When
            var script = new Script(Script.answer(status, "because"));
            var failure = givenUp(deliver(plane, script));
            // Then
            assertThat(script.sent()).hasSize(1);
            assertThat(failure.status()).isEqualTo(OptionalInt.of(status));
            assertThat(failure.body().toString()).isEqualTo("because");
            assertThat(failure.destination()).isEqualTo(URI_OF_IT);
            assertThat(failure.why()).isEqualTo(status + " because");
        }
        assertThat(journey.steps()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 408, 409, 429, 500, 501, 502, 503, 504, 505, 511, 599})
    void what_may_pass_is_tried_again_until_the_retries_are_used_up(int status) throws Exception {
        for (var plane : DataPlane.values()) {
            // When
            var script =
                    new Script(Script.status(status), Script.status(status), Script.status(status));
            var failure = givenUp(deliver(plane, script));
            // Then
            assertThat(script.sent()).hasSize(1 + RETRIES);
            assertThat(failure.status()).isEqualTo(OptionalInt.of(status));
        }
    }

    @ParameterizedTest
    @EnumSource
    void no_answer_is_tried_again_until_the_retries_are_used_up(DataPlane plane) throws Exception {
        // When
        var script =
                new Script(
                        Script.unreachable("connection refused"),
                        Script.unreachable("no answer within 10 s"),
                        Script.unreachable("connection reset"));
        var failure = givenUp(deliver(plane, script));
        // Then
        assertThat(script.sent()).hasSize(1 + RETRIES);
        assertThat(failure.status()).isEmpty();
        assertThat(failure.why()).isEqualTo("connection reset");
    }

    @Test
    void a_retry_that_is_taken_ends_it_and_each_wait_is_told_with_its_reason() throws Exception {
        // When
        var script =
                new Script(
                        Script.answer(503, "no room"),
                        Script.unreachable("timed out"),
                        Script.status(200));
        var outcome = deliver(DataPlane.KAFKA, script);
        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Taken.class, taken -> assertThat(taken.attempt()).isEqualTo(3));
        assertThat(journey.steps())
                .containsExactly(
                        new Step.Retrying(
                                TRIGGER, EVENT, 1, "503 no room", Duration.ofNanos(1_000)),
                        new Step.Retrying(TRIGGER, EVENT, 2, "timed out", Duration.ofNanos(2_000)));
    }

    @Test
    void each_attempt_sends_the_same_event_and_has_the_time_the_spec_gives_it() throws Exception {
        // When
        var script = new Script(Script.status(500));
        deliver(DataPlane.KAFKA, script);
        // Then
        var attempt = new Script.Sent(ROUTE, EVENT, Duration.ofSeconds(7));
        assertThat(script.sent()).containsExactly(attempt, attempt);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202})
    void on_kafka_an_answer_that_is_no_event_is_given_up_at_once_without_a_code(int status)
            throws Exception {
        // When
        var script = new Script(Script.answer(status, "OK", "Content-Type", "text/plain"));
        var failure = givenUp(deliver(DataPlane.KAFKA, script));
        // Then
        assertThat(script.sent()).hasSize(1);
        assertThat(failure.status()).isEmpty();
        assertThat(failure.why()).startsWith("its answer is no CloudEvent: ");
    }

    @Test
    void on_channels_an_answer_that_is_no_event_is_a_502_and_tried_again() throws Exception {
        // When
        var script =
                new Script(
                        Script.answer(200, "OK"),
                        Script.answer(200, "OK"),
                        Script.answer(200, "OK"));
        var failure = givenUp(deliver(DataPlane.MT_BROKER, script));
        // Then
        assertThat(script.sent()).hasSize(1 + RETRIES);
        assertThat(failure.status()).isEqualTo(OptionalInt.of(502));
    }

    @Test
    void kne_headers_of_a_refusal_are_kept_by_name_in_lower_case() throws Exception {
        var script = new Script(Script.answer(422, "", "Kne-Reason", "x", "X-Other", "y"));
        assertThat(givenUp(deliver(DataPlane.KAFKA, script)).extensions())
                .isEqualTo(Map.of("reason", "x"));
    }

    @Test
    void the_reason_is_one_line_of_bounded_length() throws Exception {
        var script = new Script(Script.answer(400, "a\r\n  b\t" + "c".repeat(1_000)));
        var failure = givenUp(deliver(DataPlane.KAFKA, script));
        assertThat(failure.why()).startsWith("400 a b ccc").hasSizeLessThan(310);
    }

    @Test
    void a_retry_is_not_waited_for_when_the_runner_stops() {
        // Given
        stopping.countDown();
        var script = new Script(Script.status(500));
        var hour = policy(DataPlane.KAFKA, Duration.ofHours(1));
        // Then
        assertThatThrownBy(() -> deliveries(hour, script).deliver(ROUTE, EVENT))
                .isInstanceOf(InterruptedException.class);
        assertThat(script.sent()).hasSize(1);
    }

    @Test
    void a_delay_longer_than_a_clock_can_count_is_waited_for_all_the_same() {
        // Given
        stopping.countDown();
        var ages = policy(DataPlane.KAFKA, Duration.ofDays(1_000_000));
        // Then
        assertThatThrownBy(() ->
                        deliveries(ages, new Script(Script.status(500))).deliver(ROUTE, EVENT))
                .isInstanceOf(InterruptedException.class);
    }

    private Outcome deliver(DataPlane plane, Script script) throws InterruptedException {
        return deliveries(policy(plane, Duration.ofNanos(1_000)), script).deliver(ROUTE, EVENT);
    }

    private Deliveries deliveries(Policy policy, Script script) {
        return new Deliveries(TRIGGER, policy, script, journey, stopping);
    }

    private static Policy policy(DataPlane plane, Duration delay) {
        return new Policy(
                plane, RETRIES, BackoffPolicy.LINEAR, delay, Duration.ofSeconds(7), Format.BINARY);
    }

    private static Failure givenUp(Outcome outcome) {
        return Optional.of(outcome)
                .filter(Outcome.GivenUp.class::isInstance)
                .map(Outcome.GivenUp.class::cast)
                .orElseThrow(() -> new AssertionError("was " + outcome))
                .failure();
    }
}
