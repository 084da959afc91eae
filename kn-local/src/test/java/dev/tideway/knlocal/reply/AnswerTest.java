package dev.tideway.knlocal.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final byte[] EMPTY = {};
    private static final Map<String, String> EVENT =
            Map.of("ce-specversion", "1.0", "ce-id", "1", "ce-source", "/s", "ce-type", "t");

    @Test
    void nothing_at_all_is_nothing() {
        assertThat(Answer.read(Map.<String, String>of().entrySet(), EMPTY))
                .isEqualTo(new Answer.Nothing());
    }

    @Test
    void an_event_in_the_headers_is_a_reply_though_it_has_no_data() {
        assertThat(Answer.read(EVENT.entrySet(), EMPTY)).isInstanceOf(Answer.Reply.class);
    }

    @Test
    void a_structured_event_is_a_reply() {
        var body = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}";

        assertThat(read("application/cloudevents+json", body)).isInstanceOf(Answer.Reply.class);
    }

    @Test
    void a_body_that_is_no_event_is_unreadable() {
        assertThat(read("text/plain", "OK")).isInstanceOf(Answer.Unreadable.class);
    }

    @Test
    void half_an_event_without_a_body_is_nothing_and_with_one_unreadable() {
        var half = Map.of("ce-id", "1").entrySet();

        assertThat(Answer.read(half, EMPTY)).isInstanceOf(Answer.Nothing.class);
        assertThat(Answer.read(half, new byte[] {'x'})).isInstanceOf(Answer.Unreadable.class);
    }

    private static Answer read(String contentType, String body) {
        return Answer.read(
                Map.of("content-type", contentType).entrySet(),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
