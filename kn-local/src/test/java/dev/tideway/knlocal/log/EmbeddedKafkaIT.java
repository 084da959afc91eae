package dev.tideway.knlocal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    private static final List<String> DIRECTLY = List.of();

    @TempDir private Path folder;

    private final List<String> failures = new CopyOnWriteArrayList<>();

    @Test
    void a_restart_keeps_events_and_places() {
        // Given
        try (var kafka = start();
                var logs = KafkaLogs.on(kafka)) {
            var log = open(logs);
            IntStream.range(0, 50)
                    .forEach(i -> LogSteps.append(log, LogSteps.event("e" + i)).join());
            log.commit("knative-trigger-default-a", new long[] {3, 2, 1});
        }
        // When
        try (var kafka = start();
                var logs = KafkaLogs.on(kafka)) {
            var log = open(logs);
            // Then
            assertThat(LogSteps.read(log, 50)).hasSize(50);
            assertThat(log.committed("knative-trigger-default-a").orElseThrow())
                    .containsExactly(3, 2, 1);
            LogSteps.append(log, LogSteps.event("more")).join();
            assertThat(LongStream.of(log.ends()).sum()).isEqualTo(51);
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void after_kill_9_every_acknowledged_event_is_there() throws Exception {
        for (var round = 1; round <= 2; round++) {
            // Given
            List<String> acknowledged;
            try (var child = Child.start(DIRECTLY, folder, 1_000)) {
                var enough = 500;
                child.await(c -> c.said("acked").size() > enough);
                // When
                child.kill();
                acknowledged = child.said("acked");
            }
            // Then
            try (var kafka = start();
                    var logs = KafkaLogs.on(kafka)) {
                var log = open(logs);
                var ends = log.ends();
                var stored = (int) (ends[0] + ends[1] + ends[2]);
                assertThat(LogSteps.read(log, stored).stream().map(l -> l.event().id()).toList())
                        .containsAll(acknowledged);
                assertThat(log.committed(KafkaChild.GROUP).orElseThrow()).containsExactly(1, 2, 3);
            }
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void a_second_kafka_on_the_folder_is_refused_and_told_who_has_it() throws Exception {
        try (var child = Child.start(DIRECTLY, folder, 10)) {
            child.await(c -> c.lines().contains("ready"));
            assertThatThrownBy(this::start)
                    .isInstanceOf(LogException.class)
                    .hasMessage(
                            "another kn-local (process %d) is using %s; stop it first",
                            child.pid(), folder);
        }
    }

    @Test
    void a_second_kafka_in_the_same_process_is_refused_and_the_first_goes_on() {
        try (var kafka = start();
                var logs = KafkaLogs.on(kafka)) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(LogException.class)
                    .hasMessageContaining("is using " + folder);
            assertThat(LogSteps.append(open(logs), LogSteps.event("a")).join().offset()).isZero();
        }
    }

    @Test
    void unreadable_identity_is_refused_in_one_line_that_names_the_mend() throws IOException {
        start().close();
        Files.writeString(folder.resolve("meta.properties"), "version=not a number\n");
        assertRefused();
    }

    @Test
    void lost_identity_is_refused_rather_than_formatted_over() throws IOException {
        start().close();
        Files.delete(folder.resolve("meta.properties"));
        assertRefused();
        assertThat(folder.resolve("__cluster_metadata-0")).isNotEmptyDirectory();
    }

    @Test
    void an_unreadable_controller_log_is_refused_in_one_line_that_names_the_mend()
            throws IOException {
        start().close();
        Files.writeString(folder.resolve("__cluster_metadata-0/quorum-state"), "{");
        assertRefused();
    }

    @Test
    void a_first_start_that_was_cut_short_is_done_again() throws IOException {
        start().close();
        Files.delete(folder.resolve("meta.properties"));
        try (var entries = Files.list(folder)) {
            entries.filter(Files::isDirectory).forEach(EmbeddedKafkaIT::delete);
        }
        start().close();
    }

    @Test
    void a_folder_that_cannot_be_made_is_refused_in_one_line() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> EmbeddedKafka.start(folder.resolve("file/kafka"), failures::add))
                .isInstanceOf(LogException.class)
                .hasMessageContaining(folder + "/file");
    }

    @Test
    void a_full_disk_is_reported_in_one_line_and_the_process_lives_on() throws Exception {
        // Given
        assumeTrue(canMount(), "needs unshare -rm with a tmpfs: root or user namespaces");
        var prefix =
                List.of(
                        "unshare",
                        "-rm",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=24m none \"$0\" && exec \"$@\"",
                        folder.toString());
        // When
        try (var child = Child.start(prefix, folder.resolve("kafka"), 20_000)) {
            // Then
            assertThat(child.exit()).as(() -> child.lines().toString()).isZero();
            assertThat(child.said("acked")).hasSizeGreaterThan(100);
            assertThat(child.said("failed"))
                    .singleElement()
                    .asString()
                    .startsWith("Kafka stopped: no space is left on the disk that holds " + folder);
            assertThat(child.lines())
                    .contains("closed")
                    .noneMatch(line -> line.startsWith("\tat "));
        }
    }

    private static boolean canMount() throws IOException, InterruptedException {
        return new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "none", "/tmp")
                        .start()
                        .waitFor()
                == 0;
    }

    private static void delete(Path folder) {
        try (var below = Files.walk(folder)) {
            below.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertRefused() {
        assertThatThrownBy(this::start)
                .isInstanceOf(LogException.class)
                .satisfies(e ->
                        assertThat(e.getMessage())
                                .contains(folder.toString(), "`kn-local reset` empties it")
                                .doesNotContain("\n"));
        assertThatThrownBy(this::start).hasMessageNotContaining("another kn-local");
    }

    private EmbeddedKafka start() {
        return EmbeddedKafka.start(folder, failures::add);
    }

    private static EventLog open(KafkaLogs logs) {
        return Objects.requireNonNull(
                logs.open(List.of(KafkaChild.TOPIC)).get(KafkaChild.TOPIC.name()));
    }
}
