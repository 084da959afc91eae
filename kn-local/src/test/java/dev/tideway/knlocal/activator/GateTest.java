package dev.tideway.knlocal.activator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.knlocal.function.Endpoint;
import dev.tideway.knlocal.function.StartFailure;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.testing.Functions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Key ORDERS = new Key("default", "orders");
    private static final Duration LONG = Duration.ofMinutes(5);

    private final AtomicInteger demands = new AtomicInteger();
    private final List<Runnable> timers = new ArrayList<>();
    private long nanos;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private Gate gate(int containerConcurrency) {
        var instruments =
                new Instruments(
                        () -> nanos,
                        () -> now,
                        (_, action) -> {
                            timers.add(action);
                            return () -> timers.remove(action);
                        },
                        bound -> bound - 1);
        return new Gate(
                Functions.of(ORDERS, containerConcurrency), demands::incrementAndGet, instruments);
    }

    @Test
    void a_request_at_zero_waits_and_asks_for_an_instance() {
        // Given
        var gate = gate(0);

        // When
        var lease = gate.acquire(LONG);

        // Then
        assertThat(lease).isNotDone();
        assertThat(demands).hasValue(1);
        assertThat(gate.snapshot()).isEqualTo(new GateSnapshot(0, 0, 1, Optional.of(now)));
    }

    @Test
    void those_who_wait_are_served_in_the_order_they_came() {
        // Given
        var gate = gate(1);
        var first = gate.acquire(LONG);
        var second = gate.acquire(LONG);
        var third = gate.acquire(LONG);

        // When
        gate.ready(new FakeEndpoint("orders-1"));

        // Then
        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
        first.join().close();
        assertThat(second).isCompleted();
        assertThat(third).isNotDone();
    }

    @Test
    void a_newcomer_does_not_pass_those_who_wait() {
        // Given
        var gate = gate(1);
        gate.ready(new FakeEndpoint("orders-1"));
        var working = gate.acquire(LONG).join();
        var waiting = gate.acquire(LONG);

        // When
        var newcomer = gate.acquire(LONG);
        working.close();

        // Then
        assertThat(waiting).isCompleted();
        assertThat(newcomer).isNotDone();
    }

    @Test
    void an_instance_works_on_no_more_than_its_concurrency() {
        var gate = gate(2);
        gate.ready(new FakeEndpoint("orders-1"));

        var leases = List.of(gate.acquire(LONG), gate.acquire(LONG), gate.acquire(LONG));

        assertThat(leases).extracting(CompletableFuture::isDone).containsExactly(true, true, false);
    }

    @Test
    void without_a_limit_one_instance_takes_everything() {
        var gate = gate(0);
        gate.ready(new FakeEndpoint("orders-1"));

        for (var i = 0; i < 1000; i++) {
            assertThat(gate.acquire(LONG)).isCompleted();
        }

        assertThat(gate.snapshot().inFlight()).isEqualTo(1000);
    }

    @Test
    void closing_a_lease_twice_gives_its_room_back_once() {
        // Given
        var gate = gate(1);
        gate.ready(new FakeEndpoint("orders-1"));
        var lease = gate.acquire(LONG).join();
        var second = gate.acquire(LONG);
        var third = gate.acquire(LONG);

        // When
        lease.close();
        lease.close();

        // Then
        assertThat(second).isCompleted();
        assertThat(third).isNotDone();
    }

    @Test
    void who_waits_longer_than_the_deadline_gets_504() {
        // Given
        var gate = gate(0);
        var lease = gate.acquire(Duration.ofSeconds(3));

        // When
        List.copyOf(timers).forEach(Runnable::run);

        // Then
        assertThat(refusal(lease)).isEqualTo(new Refusal.TimedOut(ORDERS, Duration.ofSeconds(3)));
        assertThat(refusal(lease).status()).isEqualTo(504);
        assertThat(gate.snapshot().waiting()).isZero();
        assertThat(timers).isEmpty();
    }

    @Test
    void the_request_after_ten_thousand_that_wait_gets_503() {
        // Given
        var gate = gate(1);
        for (var i = 0; i < 10_000; i++) {
            var _ = gate.acquire(LONG);
        }

        // When
        var lease = gate.acquire(LONG);

        // Then
        assertThat(refusal(lease)).isEqualTo(new Refusal.QueueFull(ORDERS, 10_000));
        assertThat(refusal(lease).status()).isEqualTo(503);
    }

    @Test
    void who_cancels_frees_the_place() {
        // Given
        var gate = gate(1);
        gate.ready(new FakeEndpoint("orders-1"));
        var working = gate.acquire(LONG).join();
        var impatient = gate.acquire(LONG);
        var patient = gate.acquire(LONG);

        // When
        impatient.cancel(false);
        working.close();

        // Then
        assertThat(patient).isCompleted();
        assertThat(gate.snapshot().waiting()).isZero();
        assertThat(timers).isEmpty();
    }

    @Test
    void a_function_that_cannot_start_fails_those_who_wait_with_its_last_lines() {
        // Given
        var gate = gate(0);
        var lease = gate.acquire(LONG);

        // When
        gate.cannotStart(new StartFailure("orders-1 exited with code 1", List.of("no database")));

        // Then
        assertThat(refusal(lease).status()).isEqualTo(503);
        assertThat(refusal(lease).reason())
                .isEqualTo("orders-1 exited with code 1\n    no database");
        assertThat(gate.snapshot().waiting()).isZero();
    }

    @Test
    void a_failed_start_beside_a_ready_instance_fails_nobody() {
        // Given
        var gate = gate(1);
        gate.ready(new FakeEndpoint("orders-1"));
        var _ = gate.acquire(LONG);
        var waiting = gate.acquire(LONG);

        // When
        gate.cannotStart(StartFailure.of("orders-2 exited with code 1"));

        // Then
        assertThat(waiting).isNotDone();
    }

    @Test
    void an_instance_that_is_withdrawn_ends_its_requests_and_gets_no_new_one() {
        // Given
        var gate = gate(0);
        var instance = new FakeEndpoint("orders-1");
        gate.ready(instance);
        var lease = gate.acquire(LONG).join();

        // When
        var idle = gate.withdraw(instance);
        var next = gate.acquire(LONG);

        // Then
        assertThat(idle).isNotDone();
        assertThat(next).isNotDone();
        lease.close();
        assertThat(idle).isCompleted();
        assertThat(next).isNotDone();
    }

    @Test
    void an_idle_instance_is_withdrawn_at_once() {
        var gate = gate(0);
        var instance = new FakeEndpoint("orders-1");
        gate.ready(instance);

        assertThat(gate.withdraw(instance)).isCompleted();
        assertThat(gate.withdraw(instance)).isCompleted();
        assertThat(gate.snapshot().ready()).isZero();
    }

    @Test
    void who_waits_when_the_last_instance_leaves_asks_for_another() {
        // Given
        var gate = gate(1);
        var instance = new FakeEndpoint("orders-1");
        gate.ready(instance);
        var _ = gate.acquire(LONG);
        var _ = gate.acquire(LONG);
        assertThat(demands).hasValue(0);

        // When
        var _ = gate.withdraw(instance);

        // Then
        assertThat(demands).hasValue(1);
    }

    @Test
    void an_instance_found_dead_is_not_chosen_again_until_it_is_ready_again() {
        // Given
        var gate = gate(0);
        var instance = new FakeEndpoint("orders-1");
        gate.ready(instance);
        var lease = gate.acquire(LONG).join();

        // When
        lease.foundDead();
        lease.close();

        // Then
        assertThat(instance.suspected).isTrue();
        var next = gate.acquire(LONG);
        assertThat(next).isNotDone();
        gate.ready(instance);
        assertThat(next).isCompleted();
    }

    @Test
    void a_withdrawn_instance_that_comes_back_is_listed_once() {
        // Given
        var gate = gate(0);
        var instance = new FakeEndpoint("orders-1");
        gate.ready(instance);
        var lease = gate.acquire(LONG).join();
        var _ = gate.withdraw(instance);

        // When
        gate.ready(instance);
        gate.ready(instance);
        lease.close();

        // Then
        assertThat(gate.snapshot().ready()).isEqualTo(1);
        assertThat(gate.acquire(LONG)).isCompleted();
    }

    @Test
    void a_closed_gate_refuses_those_who_wait_and_those_who_come() {
        // Given
        var gate = gate(0);
        var waiting = gate.acquire(LONG);

        // When
        gate.close();

        // Then
        assertThat(refusal(waiting)).isEqualTo(new Refusal.Closed(ORDERS));
        assertThat(refusal(gate.acquire(LONG))).isEqualTo(new Refusal.Closed(ORDERS));
    }

    @Test
    void waiting_requests_count_as_load_like_those_in_flight() {
        // Given
        var gate = gate(1);
        gate.ready(new FakeEndpoint("orders-1"));
        var first = gate.acquire(LONG).join();
        var _ = gate.acquire(LONG);

        // When: two for 600 ms, one for 400 ms
        nanos += 600_000_000;
        first.close();
        nanos += 400_000_000;

        // Then
        assertThat(gate.drainLoad()).isEqualTo(new Load(1.6, 2));
        nanos += 1_000_000_000;
        assertThat(gate.drainLoad()).isEqualTo(new Load(1.0, 0));
    }

    @Test
    void an_unknown_function_is_404() {
        try (var activator = new Activator()) {
            assertThat(refusal(activator.acquire(ORDERS, LONG)).status()).isEqualTo(404);
        }
    }

    private static Refusal refusal(CompletableFuture<Lease> future) {
        var refusal = new CompletableFuture<Refusal>();
        assertThatThrownBy(future::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(RefusedException.class, e -> refusal.complete(e.refusal()));
        return refusal.join();
    }

    private static final class FakeEndpoint implements Endpoint {
        private final String name;
        private boolean suspected;

        FakeEndpoint(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int port() {
            return 20_001;
        }

        @Override
        public void suspect() {
            suspected = true;
        }

        @Override
        public void kill() {}
    }

    @Test
    void who_waits_at_a_revision_that_retires_is_served_by_its_successor() {
        // Given
        var old = gate(1);
        var next = gate(1);
        var waiting = old.acquire(LONG);

        // When
        old.retire(next);
        next.ready(new FakeEndpoint("orders-00002-1"));

        // Then
        assertThat(waiting.join().instance()).isEqualTo("orders-00002-1");
        assertThat(old.snapshot().waiting()).isZero();
        assertThat(old.drainLoad().concurrency()).isZero();
    }

    @Test
    void who_comes_to_a_retired_revision_is_sent_on_and_who_is_there_ends_in_peace() {
        // Given
        var old = gate(1);
        var next = gate(1);
        var instance = new FakeEndpoint("orders-00001-1");
        old.ready(instance);
        next.ready(new FakeEndpoint("orders-00002-1"));
        var working = old.acquire(LONG).join();

        // When
        old.retire(next);

        // Then
        assertThat(old.acquire(LONG).join().instance()).isEqualTo("orders-00002-1");
        var idle = old.withdraw(instance);
        assertThat(idle).isNotDone();
        working.close();
        assertThat(idle).isCompleted();
    }

    @Test
    void who_was_sent_on_can_give_up_still() {
        // Given
        var old = gate(1);
        var next = gate(1);
        var waiting = old.acquire(LONG);
        old.retire(next);
        assertThat(next.snapshot().waiting()).isEqualTo(1);

        // When
        waiting.cancel(false);

        // Then
        assertThat(next.snapshot().waiting()).isZero();
    }
}
