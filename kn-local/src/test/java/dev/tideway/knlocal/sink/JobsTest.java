package dev.tideway.knlocal.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.manifest.JobSink;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.manifest.Program;
import dev.tideway.knlocal.testing.Events;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {
    @TempDir Path folder;

    private final JobSink sink =
            new JobSink(
                    new Key("shop", "crunch"),
                    new Program(List.of("crunch"), List.of()),
                    0,
                    new Place(Path.of("sinks.yaml"), 1));
    private final Queue<String> events = new ConcurrentLinkedQueue<>();

    private Jobs jobs(Optional<Integer> code) {
        return new Jobs(folder, (_, more, _) -> ran(more, code));
    }

    private Optional<Integer> ran(Map<String, String> variables, Optional<Integer> code) {
        try {
            events.add(Files.readString(Path.of(variables.getOrDefault("K_EVENT_PATH", ""))));
            return code;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitState(Jobs jobs, JobState state) {
        await().untilAsserted(
                        () -> assertThat(jobs.state(sink.key(), "/tests", "1")).contains(state));
    }

    @Test
    void an_event_is_a_job_once_however_often_it_comes() throws Exception {
        try (var jobs = jobs(Optional.of(0))) {
            // Given
            var event = Events.plain("1").with("source", "/tests");
            // When
            jobs.submit(sink, event);
            awaitState(jobs, JobState.COMPLETE);
            jobs.submit(sink, event);
            jobs.submit(sink, event.with("id", "2"));
            await().until(() -> events.size() == 2);
            // Then
            assertThat(events).first().asString().contains("\"id\":\"1\"");
            assertThat(events).last().asString().contains("\"id\":\"2\"");
        }
    }

    @Test
    void a_job_that_ends_badly_has_failed() throws Exception {
        try (var jobs = jobs(Optional.of(3))) {
            jobs.submit(sink, Events.plain("1").with("source", "/tests"));
            awaitState(jobs, JobState.FAILED);
        }
    }

    @Test
    void a_job_that_the_end_of_the_runner_has_stopped_is_begun_again() throws Exception {
        try (var stopped = jobs(Optional.empty())) {
            stopped.submit(sink, Events.plain("1").with("source", "/tests"));
            await().until(() -> events.size() == 1);
            awaitState(stopped, JobState.RUNNING);
        }
        try (var again = jobs(Optional.of(0)).resume(List.of(sink))) {
            awaitState(again, JobState.COMPLETE);
            assertThat(events).hasSize(2);
        }
    }

    @Test
    void a_job_that_nobody_asked_for_is_unknown() {
        try (var jobs = jobs(Optional.of(0))) {
            assertThat(jobs.state(sink.key(), "/tests", "1")).isEmpty();
        }
    }
}
