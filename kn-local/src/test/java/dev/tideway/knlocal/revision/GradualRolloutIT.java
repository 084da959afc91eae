package dev.tideway.knlocal.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.manifest.Routing;
import dev.tideway.knlocal.manifest.Routing.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A function that is built anew while requests come, and that says `rollout-duration`. The clock of the rollout stands
/// still unless the test moves it.
class GradualRolloutIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Routing GRADUAL =
            new Routing(
                    Optional.empty(),
                    List.of(
                            new Target(
                                    Optional.empty(),
                                    100,
                                    Optional.of("new"),
                                    new Place(Path.of("service.yaml"), 1))),
                    Optional.of(Duration.ofSeconds(3)));

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-01T12:00:00Z"));

    @TempDir Path root;

    private static void awaitShares(ServiceRig rig, String... shares) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(rig.service().revisions())
                                .map(it -> it.name() + " " + it.percent() + " " + it.tags())
                                .containsExactly(shares));
    }

    /// So that the next step is due.
    private void aSecondGoesBy() {
        now.updateAndGet(it -> it.plusSeconds(1));
    }

    /// Of 200 requests. Each is drawn by itself: half of them, give or take what no draw in a million goes beyond.
    private static int answersOf(ServiceRig rig, Key address, int version) throws Exception {
        var count = 0;
        for (int i = 0; i < 200; i++) {
            count += rig.ask(address).startsWith(version + " ") ? 1 : 0;
        }
        return count;
    }

    @Test
    void requests_move_step_by_step_to_the_newest_of_three_builds_and_none_is_lost()
            throws Exception {
        var folder = Files.createDirectories(root.resolve("orders"));
        CarelessBuild.of(folder, 1);
        try (var rig = new ServiceRig(folder, ServiceRig.spec(folder, GRADUAL), now::get);
                var load = new Load(rig)) {
            var inFlight = rig.lease(ServiceRig.ORDERS);
            awaitShares(rig, "orders-00001 100 [new]");

            CarelessBuild.of(folder, 2);
            awaitShares(rig, "orders-00002 1 [new]", "orders-00001 99 [new]");
            load.awaitAnswersOf(1);
            load.awaitAnswersOf(2);
            aSecondGoesBy();
            awaitShares(rig, "orders-00002 51 [new]", "orders-00001 49 [new]");
            assertThat(answersOf(rig, ServiceRig.ORDERS, 2)).isBetween(55, 145);
            assertThat(answersOf(rig, new Key("default", "new-orders"), 2)).isBetween(55, 145);

            CarelessBuild.of(folder, 3);
            awaitShares(
                    rig, "orders-00003 1 [new]", "orders-00002 50 [new]", "orders-00001 49 [new]");
            aSecondGoesBy();
            awaitShares(rig, "orders-00003 51 [new]", "orders-00001 49 [new]");
            load.awaitAnswersOf(1);
            load.awaitAnswersOf(3);

            // Starts, and goes on starting: the rollout of the one before goes on as well.
            CarelessBuild.of(folder, 99);
            await().atMost(PATIENCE).until(() -> rig.service().revisions().size() == 3);
            aSecondGoesBy();
            awaitShares(rig, "orders-00003 100 [new]", "orders-00004 0 []", "orders-00001 0 []");

            inFlight.close();
            awaitShares(rig, "orders-00003 100 [new]", "orders-00004 0 []");
            load.awaitAnswersOf(3);
            load.stop();
            assertThat(load.failures).isEmpty();
            assertThat(load.answers).allMatch(it -> it.matches("([1-3]) \\1 orders-0000\\1"));
        }
    }

    /// Clients that ask without a pause.
    private static final class Load implements AutoCloseable {
        final ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
        final ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private final List<Thread> clients = new ArrayList<>();

        Load(ServiceRig rig) {
            for (int i = 0; i < 4; i++) {
                clients.add(Thread.startVirtualThread(() -> ask(rig)));
            }
        }

        private void ask(ServiceRig rig) {
            while (!over.get() && failures.isEmpty()) {
                try {
                    answers.add(rig.ask());
                    Thread.sleep(1);
                } catch (Exception e) {
                    failures.add(e);
                }
            }
        }

        /// One more from now on.
        void awaitAnswersOf(int version) {
            IntSupplier count =
                    () -> (int) answers.stream().filter(it -> it.startsWith(version + " ")).count();
            var before = count.getAsInt();
            await().atMost(PATIENCE).until(() -> count.getAsInt() > before || !failures.isEmpty());
        }

        void stop() throws InterruptedException {
            over.set(true);
            for (var client : clients) {
                client.join();
            }
        }

        @Override
        public void close() {
            over.set(true);
        }
    }
}
