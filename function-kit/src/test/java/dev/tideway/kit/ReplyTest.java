package dev.tideway.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventBuilder;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplyTest {
    private static CloudEvent<?> cause(String id, Map<String, String> extensions) {
        return CloudEventBuilder.create()
                .id(id)
                .source("/test")
                .type("cause")
                .subject("s")
                .extensions(extensions)
                .build();
    }

    private static CloudEvent<?> cause(String id) {
        return cause(id, Map.of());
    }

    @EventData("shop.bought.v1")
    private record Bought(String what) {}

    @Test
    void the_type_is_what_the_datas_class_says() {
        var reply = Reply.to(cause("1")).of(new Bought("tea"));
        assertThat(reply.type()).isEqualTo("shop.bought.v1");
        assertThat(reply.data()).isEqualTo(new Bought("tea"));
    }

    @Test
    void data_whose_class_names_no_type_is_refused_with_the_mend() {
        assertThatThrownBy(() -> Reply.to(cause("1")).of("tea"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "java.lang.String is no event's data: annotate it with @EventData(\"<type>\")");
    }

    @Test
    void the_same_cause_gives_the_same_id() {
        assertThat(Reply.to(cause("1")).of("t", "a").id())
                .isEqualTo(Reply.to(cause("1")).of("t", "b").id());
    }

    @Test
    void another_cause_type_or_part_gives_another_id() {
        var reply = Reply.to(cause("1"));
        assertThat(
                        List.of(
                                reply.of("t", "a").id(),
                                reply.of("u", "a").id(),
                                reply.part("1").of("t", "a").id(),
                                reply.part("2").of("t", "a").id(),
                                Reply.to(cause("2")).of("t", "a").id()))
                .doesNotHaveDuplicates();
    }

    @Test
    void what_belongs_to_the_flow_is_carried_on_and_nothing_else() {
        var flow =
                Map.of(
                        "partitionkey", "p",
                        "correlationid", "c",
                        "traceparent", "00-1-2-01",
                        "tracestate", "a=b",
                        "causationid", "0",
                        "knativekafkaoffset", "7");
        var reply = Reply.to(cause("1", flow)).of("t", "a");
        assertThat(reply.extensions())
                .isEqualTo(
                        Map.of(
                                "partitionkey", "p",
                                "correlationid", "c",
                                "traceparent", "00-1-2-01",
                                "tracestate", "a=b",
                                "causationid", "1"));
        assertThat(reply.subject()).isEqualTo("s");
    }

    @Test
    void the_first_event_of_a_flow_gives_it_its_correlation_id() {
        assertThat(Reply.to(cause("1")).of("t", "a").extensions())
                .isEqualTo(Map.of("correlationid", "1", "causationid", "1"));
    }

    @Test
    void a_reply_about_an_aggregate_names_it_whatever_the_cause_said() {
        var reply = Reply.to(cause("1", Map.of("partitionkey", "p"))).about("o-1").of("t", "a");
        assertThat(reply.subject()).isEqualTo("o-1");
        assertThat(reply.extensions()).containsEntry("partitionkey", "o-1");
    }

    @Test
    void the_time_can_be_printed_by_anyone() {
        // OffsetDateTime.toString leaves out what is zero, and so does Funqy.
        var reply = Reply.to(cause("1")).of("t", "a");
        assertThat(reply.time().toString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+Z");
        assertThat(Reply.printable(OffsetDateTime.parse("2026-01-01T00:00:00Z")).toString())
                .isEqualTo("2026-01-01T00:00:00.000001Z");
    }
}
