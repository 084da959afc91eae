package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.journey.Note;
import dev.tideway.knlocal.journey.Note.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Faults on purpose, as a function, a trigger and somebody who asks for a journey see them.
class OnPurposeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String MANIFESTS =
            """
            apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata:
              name: default
              annotations: {eventing.knative.dev/broker.class: MTChannelBasedBroker}
            ---
            apiVersion: eventing.knative.dev/v1
            kind: Trigger
            metadata: {name: works}
            spec:
              broker: default
              filter: {attributes: {type: a.v1}}
              subscriber: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: worker}}
              delivery: {retry: 5, backoffPolicy: linear, backoffDelay: PT0.01S}
            """;

    @TempDir Path folder;
    private Worker worker;
    private LocalRunner runner;

    @BeforeEach
    void start() throws Exception {
        worker = new Worker(folder, "b.v1");
        runner = worker.in(new LocalRunner.Setup(folder)).manifests(MANIFESTS).start();
    }

    @AfterEach
    void stop() {
        runner.close();
    }

    private void set(String fault) throws Exception {
        var answer = runner.order("/api/faults", "{\"function\":\"worker\",%s}".formatted(fault));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private List<Note> stepsOnceDelivered(int deliveries) throws Exception {
        await().atMost(PATIENCE).until(() -> of(Kind.DELIVERED).size() == deliveries);
        return runner.journey("1").getFirst().steps();
    }

    private List<Note> of(Kind kind) throws IOException, InterruptedException {
        return runner.journey("1").stream()
                .flatMap(event -> event.steps().stream())
                .filter(note -> note.kind() == kind)
                .toList();
    }

    private void post() throws Exception {
        assertThat(runner.post("/default/default", "a.v1", "{}").statusCode()).isEqualTo(202);
    }

    private List<String> retries(List<Note> steps) {
        return steps.stream()
                .filter(note -> note.kind() == Kind.RETRYING)
                .map(note -> note.detail("why"))
                .toList();
    }

    @Test
    void a_failure_is_the_runners_own_answer_and_the_next_attempt_is_marked() throws Exception {
        // Given
        set("\"kind\":\"fail\",\"status\":500,\"count\":1");
        assertThat(runner.status().faults().getFirst().fault().words()).isEqualTo("answers 500");
        // When
        post();
        // Then
        var steps = stepsOnceDelivered(1);
        assertThat(retries(steps)).containsExactly("500 fault: answered 500 on purpose");
        assertThat(steps.getLast().detail("attempt")).isEqualTo("2");
        assertThat(steps.getLast().again()).isTrue();
        assertThat(worker.seen()).hasSize(1);
        assertThat(runner.status().faults()).isEmpty();
    }

    @Test
    void a_delay_makes_a_function_that_is_awake_slower() throws Exception {
        // Given
        post();
        stepsOnceDelivered(1);
        set("\"kind\":\"delay\",\"delayMillis\":3000");
        // When
        post();
        // Then
        var steps = stepsOnceDelivered(2);
        assertThat(of(Kind.DISTURBED))
                .extracting(note -> note.detail("why"))
                .containsExactly("fault: held back 3000 ms on purpose");
        assertThat(Double.parseDouble(steps.getLast().detail("millis"))).isGreaterThan(3000);
    }

    @Test
    void a_crash_kills_the_instance_and_another_gets_the_event() throws Exception {
        // Given
        post();
        stepsOnceDelivered(1);
        var first = worker.seen().getFirst().pid();
        set("\"kind\":\"crash\",\"count\":1");
        // When
        post();
        // Then
        var steps = stepsOnceDelivered(2);
        assertThat(retries(steps))
                .singleElement()
                .asString()
                .matches("502 fault: worker-00001-1 killed on purpose");
        assertThat(ProcessHandle.of(first).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(worker.seen().getLast().pid()).isNotEqualTo(first);
    }

    @Test
    void a_duplicate_comes_once_more_after_it_was_handled() throws Exception {
        // Given
        set("\"kind\":\"duplicate\"");
        // When
        post();
        // Then
        var steps = stepsOnceDelivered(2);
        assertThat(worker.seen()).extracting(Worker.Seen::id).containsExactly("1", "1");
        assertThat(steps)
                .filteredOn(note -> note.kind() == Kind.DELIVERED)
                .extracting(Note::again)
                .containsExactly(false, true);
        assertThat(of(Kind.DISTURBED))
                .extracting(note -> note.detail("why"))
                .containsExactly("fault: delivered once more on purpose");
    }

    @Test
    void a_lost_answer_is_lost_after_the_work_is_done_and_the_event_is_tried_again()
            throws Exception {
        // Given
        set("\"kind\":\"drop-reply\",\"count\":1");
        // When
        post();
        // Then
        var steps = stepsOnceDelivered(1);
        assertThat(retries(steps)).containsExactly("fault: its answer was lost on purpose");
        assertThat(worker.seen()).hasSize(2);
    }

    @Test
    void cleared_it_strikes_no_more_and_other_types_it_never_did() throws Exception {
        // Given
        set("\"kind\":\"fail\"");
        set("\"kind\":\"fail\",\"type\":\"z.v1\"");
        var cleared = runner.order("/api/faults/clear", "{\"number\":1}");
        assertThat(cleared.body()).isEqualTo("{\"cleared\":1}");
        // When
        post();
        // Then
        assertThat(retries(stepsOnceDelivered(1))).isEmpty();
        assertThat(runner.order("/api/faults/clear", "{\"function\":\"worker\"}").body())
                .isEqualTo("{\"cleared\":1}");
        assertThat(runner.status().faults()).isEmpty();
    }

    @Test
    void what_is_sent_twice_is_accepted_again_and_delivered_again() throws Exception {
        post();
        post();
        var steps = stepsOnceDelivered(2);
        assertThat(steps)
                .filteredOn(note -> note.kind() == Kind.ACCEPTED)
                .extracting(Note::again)
                .containsExactly(false, true);
        assertThat(steps)
                .filteredOn(note -> note.kind() == Kind.DELIVERED)
                .extracting(Note::again)
                .containsExactly(false, true);
    }

    @Test
    void a_function_that_is_not_here_is_named_beside_those_that_are() throws Exception {
        var answer = runner.order("/api/faults", "{\"function\":\"wroker\",\"kind\":\"crash\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("no function wroker; there is default/worker; did you mean worker?\n");
        assertThat(runner.order("/api/faults/clear", "{\"number\":9}").body())
                .isEqualTo("no fault 9 is set; kn-local fault list says which are\n");
    }
}
