package dev.tideway.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class GuardAnswerTest {
    private static TestEvent event(String type, boolean gift) {
        var data = "{\"orderId\":\"o-1\",\"lines\":[],\"gift\":" + gift + "}";
        return TestEvent.of(type, data).about("o-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.silent.v1", "shop.void.v1", "shop.plain.v1"})
    void no_reply_is_204_never_an_event_that_says_null(String type) {
        for (var mode : Mode.values()) {
            var answer = event(type, true).post(mode);
            assertThat(answer.status()).as(answer.body()).isEqualTo(204);
            assertThat(answer.attributes()).isEmpty();
            assertThat(answer.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void plain_data_becomes_a_stable_reply(Mode mode) {
        var event = event("shop.plain.v1", false).with("traceparent", "00-1-2-01");
        var answer = event.post(mode);
        assertThat(answer.type()).isEqualTo("shop.plain.seen.v1");
        assertThat(answer.attributes())
                .containsEntry("source", "/shop")
                .containsEntry("subject", "o-1")
                .containsEntry("partitionkey", "o-1")
                .containsEntry("traceparent", "00-1-2-01");
        assertThat(event.post(mode).id()).isEqualTo(answer.id());
    }

    @Test
    void an_answer_that_emits_does_not_name_is_sent_and_said_in_the_log() {
        var lines = new CopyOnWriteArrayList<String>();
        var handler = new Lines(lines);
        var log = Logger.getLogger("dev.tideway.kit");
        log.addHandler(handler);
        try {
            assertThat(TestEvent.of("shop.pack.v1", "{}").about("known").post(Mode.BINARY).type())
                    .isEqualTo("shop.packed.v1");
            assertThat(lines).isEmpty();
            assertThat(TestEvent.of("shop.pack.v1", "{}").about("other").post(Mode.BINARY).type())
                    .isEqualTo("shop.sent.v1");
            assertThat(lines).singleElement().asString().contains("pack answered", "shop.sent.v1");
        } finally {
            log.removeHandler(handler);
        }
    }

    private static final class Lines extends Handler {
        private final List<String> lines;

        Lines(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(
                    String.format(
                            line.getMessage(),
                            line.getParameters() == null ? new Object[0] : line.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @EnumSource
    void what_can_never_succeed_is_422_and_its_one_line(Mode mode) {
        var answer = event("shop.refused.v1", false).post(mode);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).isEqualTo("order o-1 is beyond help\n");
    }

    @ParameterizedTest
    @EnumSource
    void a_failure_is_500_and_keeps_its_details_to_the_log(Mode mode) {
        var answer = event("shop.broken.v1", false).post(mode);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("IllegalStateException: see the function's log\n");
    }

    @ParameterizedTest
    @EnumSource
    void an_event_of_the_functions_own_making_is_written_by_the_book(Mode mode) {
        var answer = TestEvent.of("shop.own.v1", "{}").post(mode);
        assertThat(answer.type()).isEqualTo("shop.own.seen.v1");
        // RFC 3339 wants the seconds, even when they are zero.
        assertThat(answer.attributes())
                .containsEntry("specversion", "1.0")
                .containsEntry("time", "2026-01-01T00:00:00Z");
        assertThat(answer.attributes())
                .containsEntry(
                        "subject",
                        mode == Mode.BINARY ? "Gr%C3%BC%C3%9Fe%20%22100%25%22" : "Grüße \"100%\"");
    }

    @ParameterizedTest
    @EnumSource
    void an_event_without_data_is_an_answer_too(Mode mode) {
        var answer = TestEvent.of("shop.empty.v1", "{}").post(mode);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("shop.emptied.v1");
        assertThat(answer.data().isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void a_uni_is_waited_for(Mode mode) {
        assertThat(TestEvent.of("shop.later.v1", "{}").post(mode).type()).isEqualTo("shop.late.v1");
    }

    @Test
    void the_version_of_an_answer_is_1_0() {
        assertThat(event("shop.order.v1", true).post(Mode.BINARY).attributes())
                .containsEntry("specversion", "1.0");
    }
}
