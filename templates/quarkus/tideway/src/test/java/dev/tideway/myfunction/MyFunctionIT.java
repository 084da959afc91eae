package dev.tideway.myfunction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.kit.testing.EventSchemas;
import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Over HTTP, as a Trigger delivers its events.
@QuarkusTest
class MyFunctionIT {
    private static final String TAKEN = "dev.tideway.my.function.ask.v1";
    private static final String ANSWERED = "dev.tideway.my.function.answered.v1";

    private static TestEvent example() {
        return TestEvent.of(TAKEN, EventSchemas.example(TAKEN)).about("a-1");
    }

    @ParameterizedTest
    @EnumSource
    void the_example_is_answered(Mode mode) {
        var event = example();
        var answer = event.post(mode).expect(ANSWERED);
        assertThat(answer.data().path("answer").asText()).isEqualTo("Heard: why?");
        assertThat(answer.attributes())
                .containsEntry("source", "/my-function")
                .containsEntry("subject", "a-1")
                .containsEntry("partitionkey", "a-1")
                .containsEntry("causationid", event.attributes().get("id"));
    }

    @ParameterizedTest
    @EnumSource
    void a_redelivered_event_gets_the_same_answer(Mode mode) {
        var event = example();
        var first = event.post(mode).expect(ANSWERED);
        var second = event.post(mode).expect(ANSWERED);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.data()).isEqualTo(first.data());
    }

    @ParameterizedTest
    @EnumSource
    void data_without_what_the_function_reads_are_refused_with_400(Mode mode) {
        var answer = TestEvent.of(TAKEN, "{}").post(mode);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.line()).contains("data");
    }
}
