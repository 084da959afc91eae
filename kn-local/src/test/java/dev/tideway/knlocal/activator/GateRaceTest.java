package dev.tideway.knlocal.activator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.function.Endpoint;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.testing.Functions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

class GateRaceTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    /// Few: every step of the lock is a point where threads may switch.
    private static final int INVOCATIONS = 100;

    /// Without timers and chance, so that only the interleaving differs.
    private static Gate gate(int containerConcurrency) {
        var instruments =
                new Instruments(
                        () -> 0, InstantSource.system(), (_, _) -> () -> {}, bound -> bound - 1);
        return new Gate(
                Functions.of(new Key("default", "orders"), containerConcurrency),
                () -> {},
                instruments);
    }

    @Test
    void an_instance_that_gets_ready_while_requests_come_serves_one_and_then_the_other() {
        Lincheck.runConcurrentTest(
                INVOCATIONS,
                () -> {
                    var gate = gate(1);
                    var first = gate.acquire(LONG);
                    var opening = new Thread(() -> gate.ready(new Instance()));
                    opening.start();
                    var second = gate.acquire(LONG);
                    join(opening);

                    check(first.isDone(), "the first is not served");
                    check(!second.isDone(), "two at once");
                    first.join().close();
                    check(second.isDone(), "the second is not served");
                });
    }

    @Test
    void room_given_to_somebody_who_cancels_is_not_lost() {
        Lincheck.runConcurrentTest(
                INVOCATIONS,
                () -> {
                    var gate = gate(1);
                    gate.ready(new Instance());
                    var working = gate.acquire(LONG).join();
                    var impatient = gate.acquire(LONG);
                    var patient = gate.acquire(LONG);
                    var closing = new Thread(working::close);
                    closing.start();
                    var cancelled = impatient.cancel(false);
                    join(closing);

                    check(patient.isDone() == cancelled, "the room went to nobody, or to two");
                    check(gate.snapshot().inFlight() == 1, "not one in flight");
                });
    }

    @Test
    void a_withdrawn_instance_is_idle_exactly_after_its_last_request() {
        Lincheck.runConcurrentTest(
                INVOCATIONS,
                () -> {
                    var gate = gate(2);
                    var instance = new Instance();
                    gate.ready(instance);
                    var working = gate.acquire(LONG).join();
                    var closing = new Thread(working::close);
                    closing.start();
                    var idle = gate.withdraw(instance);
                    join(closing);

                    check(idle.isDone(), "never idle");
                    check(gate.snapshot().inFlight() == 0, "still in flight");
                });
    }

    @Test
    void under_stress_no_instance_has_more_than_its_share_and_everybody_is_served()
            throws InterruptedException {
        // Given
        var gate = gate(3);
        var instances = new ArrayList<Instance>();
        for (var i = 0; i < 4; i++) {
            var instance = new Instance();
            instances.add(instance);
            gate.ready(instance);
        }
        var served = new AtomicInteger();
        var most = new AtomicInteger();
        var everybody = new CountDownLatch(9_000);

        // When
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 9_000; i++) {
                threads.execute(() -> {
                    try (var _ = gate.acquire(LONG).join()) {
                        most.accumulateAndGet(gate.snapshot().inFlight(), Math::max);
                        served.incrementAndGet();
                    } finally {
                        everybody.countDown();
                    }
                });
                if (i % 100 == 0) {
                    var _ = gate.withdraw(instances.getFirst());
                    gate.ready(instances.getFirst());
                }
            }
            everybody.await(1, TimeUnit.MINUTES);
        }

        // Then
        assertThat(served).hasValue(9_000);
        assertThat(most.get()).isLessThanOrEqualTo(12);
        assertThat(gate.snapshot().inFlight()).isZero();
        assertThat(gate.snapshot().waiting()).isZero();
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalStateException(message);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Instance implements Endpoint {
        @Override
        public String name() {
            return "orders-1";
        }

        @Override
        public int port() {
            return 20_001;
        }

        @Override
        public void suspect() {
            throw new IllegalStateException("nobody found it dead");
        }

        @Override
        public void kill() {}
    }
}
