package dev.tideway.knlocal.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.activator.RefusedException;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.manifest.Routing;
import dev.tideway.knlocal.manifest.Routing.Target;
import dev.tideway.knlocal.testing.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A function that is built anew, again and again, while requests come.
class RolloutIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Place HERE = new Place(Path.of("service.yaml"), 1);

    @TempDir Path root;
    private Path folder = Path.of("unset");

    @BeforeEach
    void a_first_build() throws IOException {
        folder = Files.createDirectories(root.resolve("orders"));
        CarelessBuild.of(folder, 1);
    }

    private ServiceRig rig() throws Exception {
        return rig(Routing.LATEST);
    }

    private ServiceRig rig(Routing routing) throws Exception {
        return new ServiceRig(folder, ServiceRig.spec(folder, routing));
    }

    private static void awaitAnswer(ServiceRig rig, String answer) {
        await().atMost(PATIENCE).until(rig::ask, answer::equals);
    }

    private static Target target(String revision, int percent, String tag) {
        return new Target(
                Optional.of(revision).filter(it -> !it.isEmpty()),
                percent,
                Optional.of(tag).filter(it -> !it.isEmpty()),
                HERE);
    }

    private static Routing routing(Target... targets) {
        return new Routing(Optional.empty(), List.of(targets), Optional.empty());
    }

    @Test
    void no_request_is_lost_while_it_is_rebuilt_and_none_is_answered_by_half_a_build()
            throws Exception {
        var answers = new ConcurrentLinkedQueue<String>();
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var over = new AtomicBoolean();
        try (var rig = rig()) {
            assertThat(rig.ask()).isEqualTo("1 1 orders-00001");
            var clients = new ArrayList<Thread>();
            for (int i = 0; i < 4; i++) {
                clients.add(
                        Thread.startVirtualThread(() -> {
                            while (!over.get() && failures.isEmpty()) {
                                try {
                                    answers.add(rig.ask());
                                    Thread.sleep(5);
                                } catch (Exception e) {
                                    failures.add(e);
                                }
                            }
                        }));
            }
            try {
                for (int version = 2; version <= 4; version++) {
                    var wanted = "%d %d orders-%05d".formatted(version, version, version);
                    CarelessBuild.of(folder, version);
                    await().atMost(PATIENCE)
                            .until(() -> answers.contains(wanted) || !failures.isEmpty());
                }
            } finally {
                over.set(true);
                for (var client : clients) {
                    client.join();
                }
            }
            // Then
            assertThat(failures).isEmpty();
            assertThat(answers)
                    .doesNotContainNull()
                    .allMatch(it -> it.matches("([1-4]) \\1 orders-0000\\1"));
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(rig.service().revisions())
                                    .as("the earlier ones have ended")
                                    .map(RevisionView::name)
                                    .containsExactly("orders-00004"));
        }
    }

    @Test
    void the_request_in_flight_ends_where_it_began() throws Exception {
        try (var rig = rig()) {
            assertThat(rig.ask()).isEqualTo("1 1 orders-00001");
            var before = rig.lease(ServiceRig.ORDERS);
            CarelessBuild.of(folder, 2);
            awaitAnswer(rig, "2 2 orders-00002");

            assertThat(rig.service().revisions())
                    .map(RevisionView::name)
                    .containsExactly("orders-00002", "orders-00001");
            before.close();

            await().atMost(PATIENCE).until(() -> rig.service().revisions().size() == 1);
        }
    }

    @Test
    void a_build_that_does_not_start_leaves_the_one_before_and_says_so() throws Exception {
        try (var rig = rig();
                var log = LogLines.of(Rollout.class)) {
            assertThat(rig.ask()).isEqualTo("1 1 orders-00001");

            CarelessBuild.of(folder, 0);

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(log.lines())
                                    .anyMatch(it ->
                                            it.startsWith(
                                                    "WARNING revision orders-00002 is not used, orders-00001 keeps taking the requests: function orders: instance orders-00002-3 exited with code 1 before it was ready")));
            assertThat(rig.ask()).isEqualTo("1 1 orders-00001");
            CarelessBuild.of(folder, 3);
            awaitAnswer(rig, "3 3 orders-00002");
        }
    }

    @Test
    void what_was_never_started_is_started_from_the_build_that_is_there() throws Exception {
        try (var rig = rig()) {
            CarelessBuild.of(folder, 2);

            // Which revision that is depends on whether the first build was taken over meanwhile.
            await().atMost(PATIENCE).until(() -> rig.ask().matches("2 2 orders-0000[12]"));
        }
    }

    @Test
    void a_revision_of_an_earlier_run_serves_its_share_and_its_tag_from_its_own_copy()
            throws Exception {
        // Given
        try (var rig = rig()) {
            rig.ask();
        }
        CarelessBuild.of(folder, 2);
        var split = routing(target("orders-00001", 100, "old"), target("", 0, "new"));
        // When
        try (var rig = rig(split)) {
            // Then
            assertThat(rig.ask()).isEqualTo("1 1 orders-00001");
            assertThat(rig.ask(new Key("default", "old-orders"))).isEqualTo("1 1 orders-00001");
            assertThat(rig.ask(new Key("default", "new-orders"))).isEqualTo("2 2 orders-00002");
            assertThat(rig.service().revisions())
                    .map(it -> it.name() + " " + it.percent() + " " + it.tags())
                    .containsExactly("orders-00002 0 [new]", "orders-00001 100 [old]");
        }
    }

    @Test
    void traffic_for_a_revision_that_is_not_there_is_refused_with_its_name() throws Exception {
        try (var rig = rig(routing(target("orders-00009", 100, "")))) {
            try {
                rig.lease(ServiceRig.ORDERS).close();
                throw new AssertionError("there is one");
            } catch (CompletionException e) {
                assertThat(e.getCause())
                        .isInstanceOfSatisfying(
                                RefusedException.class,
                                it -> {
                                    assertThat(it.refusal().status()).isEqualTo(503);
                                    assertThat(it.refusal().reason()).contains("orders-00009");
                                });
            }
        }
    }

    @Test
    void only_so_many_revisions_without_traffic_are_kept() throws Exception {
        try (var rig = rig()) {
            assertThat(rig.ask()).isEqualTo("1 1 orders-00001");
            for (int version = 2; version <= 5; version++) {
                CarelessBuild.of(folder, version);
                awaitAnswer(rig, "%d %d orders-%05d".formatted(version, version, version));
            }
            var revisions = root.resolve("state/revisions/orders");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> {
                        try (var kept = Files.list(revisions)) {
                            assertThat(kept)
                                    .map(it -> String.valueOf(it.getFileName()))
                                    .containsExactlyInAnyOrder(
                                            "orders-00003", "orders-00004", "orders-00005");
                        }
                    });
        }
    }

    @Test
    void a_template_with_a_name_of_its_own_does_not_change_under_that_name() throws Exception {
        // Given
        var named =
                new Routing(Optional.of("orders-blue"), Routing.LATEST.traffic(), Optional.empty());
        try (var rig = rig(named)) {
            assertThat(rig.ask()).isEqualTo("1 1 orders-blue");
        }
        var changed = ServiceRig.spec(folder, named).withConcurrency(3);
        // When
        try (var log = LogLines.of(Service.class);
                var rig = new ServiceRig(folder, changed)) {
            // Then
            assertThat(log.lines())
                    .anyMatch(it ->
                            it.contains(
                                    "the revision orders-blue stays as it is: the template has changed"));
            assertThat(rig.ask()).isEqualTo("1 1 orders-blue");
        }
    }
}
