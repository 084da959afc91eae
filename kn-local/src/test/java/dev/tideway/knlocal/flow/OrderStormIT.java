package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two hundred orders at once, while functions and the runner are killed under them.
@DisplayName("Two hundred orders at once")
class OrderStormIT {
    private static final int ORDERS = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir Path folder;

    @Test
    void all_reach_their_final_state_exactly_once_though_functions_and_the_runner_are_killed()
            throws Exception {
        long seed = System.nanoTime();
        System.out.println("OrderStormIT: seed " + seed);
        var random = new Random(seed);
        try (var runner = Runner.start(folder.resolve("state"))) {
            var store = new Store(runner, PATIENCE);

            var ids = placeAll(store);
            killSomeInstances(runner, random);
            await("some orders to be under way")
                    .atMost(PATIENCE)
                    .until(() -> !store.order(ids.getFirst()).isEmpty());
            var orphans = runner.killHard();
            await("all children to die with their runner")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> orphans.stream().noneMatch(ProcessHandle::isAlive));
            runner.startAgain();
            killSomeInstances(runner, random);

            for (var id : ids) {
                var order = store.awaitFinal(id);
                assertThat(order.path("status").asText()).as(id).isEqualTo("CONFIRMED");
                assertThat(Store.history(order)).as(id).hasSize(5).doesNotHaveDuplicates();
            }
            assertThat(store.deadLetters()).isEmpty();
        }
    }

    private static List<String> placeAll(Store store) throws Exception {
        var ids = new ArrayList<String>();
        var posts = new ArrayList<Callable<Void>>();
        for (int i = 0; i < ORDERS; i++) {
            var id = Store.newOrder();
            ids.add(id);
            posts.add(() -> {
                store.place(id, Store.order(id, Store.line(Store.AVAILABLE, 1), "tok_visa"));
                return null;
            });
        }
        try (var clients = Executors.newFixedThreadPool(16)) {
            for (var posted : clients.invokeAll(posts)) {
                posted.get();
            }
        }
        return ids;
    }

    /// Waits until there is something to kill, and kills half of it.
    private static void killSomeInstances(Runner runner, Random random) {
        await("instances to kill").atMost(PATIENCE).until(() -> !runner.instances().isEmpty());
        var instances = new ArrayList<>(runner.instances());
        Collections.shuffle(instances, random);
        instances.stream()
                .limit(Math.max(1, instances.size() / 2))
                .forEach(ProcessHandle::destroyForcibly);
    }
}
