package dev.tideway.knlocal.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.testing.Events;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The `knativeerror…` extensions, as each broker class writes them.
class DeadLetterTest {
    private static final URI DEST = URI.create("http://orders.default.svc.cluster.local/path");
    private static final Event EVENT = Events.order("o-1");

    @ParameterizedTest
    @EnumSource
    void the_event_stays_as_it_is_and_says_where_it_failed(DataPlane plane) {
        // When
        var letter = DeadLetter.of(EVENT, answered(500, "no", Map.of()), plane);
        // Then
        assertThat(letter.attributes()).containsAllEntriesOf(EVENT.attributes());
        assertThat(letter.data()).isEqualTo(EVENT.data());
        assertThat(letter.attribute("knativeerrordest")).isEqualTo(DEST.toString());
        assertThat(letter.attribute("knativeerrorcode")).isEqualTo("500");
        assertThat(data(letter)).isEqualTo("no");
    }

    /// 1024 bytes before base64 on Kafka; 1024 characters after it on channels.
    @ParameterizedTest
    @CsvSource({
        "KAFKA, 1024, 1368",
        "KAFKA, 1025, 1368",
        "KAFKA, 5000, 1368",
        "MT_BROKER, 768, 1024",
        "MT_BROKER, 769, 1024",
        "MT_BROKER, 5000, 1024"
    })
    void a_long_answer_is_cut_where_its_broker_class_cuts_it(
            DataPlane plane, int bytes, int characters) {
        // When
        var letter = DeadLetter.of(EVENT, answered(500, "x".repeat(bytes), Map.of()), plane);
        // Then
        assertThat(letter.attribute("knativeerrordata")).hasSize(characters);
        assertThat("x".repeat(bytes)).startsWith(data(letter));
    }

    @Test
    void on_kafka_an_empty_answer_leaves_no_data() {
        var letter = DeadLetter.of(EVENT, answered(404, "", Map.of()), DataPlane.KAFKA);
        assertThat(letter.attribute("knativeerrorcode")).isEqualTo("404");
        assertThat(letter.attribute("knativeerrordata")).isNull();
    }

    @Test
    void on_kafka_no_answer_leaves_nothing_but_the_destination() {
        // When
        var letter =
                DeadLetter.of(
                        EVENT, Failure.unreachable(DEST, "connection refused"), DataPlane.KAFKA);
        // Then
        assertThat(letter.attributes())
                .containsEntry("knativeerrordest", DEST.toString())
                .doesNotContainKeys("knativeerrorcode", "knativeerrordata");
    }

    @Test
    void on_channels_no_answer_counts_as_500_and_says_dispatch_error() {
        // When
        var letter =
                DeadLetter.of(
                        EVENT,
                        Failure.unreachable(DEST, "connection refused"),
                        DataPlane.MT_BROKER);
        // Then
        assertThat(letter.attribute("knativeerrorcode")).isEqualTo("500");
        assertThat(data(letter)).isEqualTo("dispatch error: connection refused");
    }

    @Test
    void on_kafka_what_the_subscriber_said_in_kne_headers_is_added() {
        // When
        var letter =
                DeadLetter.of(
                        EVENT,
                        answered(422, "", Map.of("reason", "no such sku", "line", "3")),
                        DataPlane.KAFKA);
        // Then
        assertThat(letter.attributes())
                .containsEntry("reason", "no such sku")
                .containsEntry("line", "3");
    }

    @Test
    void on_channels_kne_headers_mean_nothing() {
        var failure = answered(422, "", Map.of("reason", "no such sku"));
        var letter = DeadLetter.of(EVENT, failure, DataPlane.MT_BROKER);
        assertThat(letter.attribute("reason")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "source",
                "type",
                "specversion",
                "subject",
                "time",
                "datacontenttype",
                "dataschema",
                "data",
                "not-a-name",
                "knativeerrordest",
                "knativeerrorcode",
                "knativeerrordata"
            })
    void a_kne_header_changes_nothing_that_is_not_its_own(String name) {
        // Given
        var plain = DeadLetter.of(EVENT, answered(422, "no", Map.of()), DataPlane.KAFKA);
        // When
        var letter = DeadLetter.of(EVENT, answered(422, "no", Map.of(name, "x")), DataPlane.KAFKA);
        // Then
        assertThat(letter.attributes()).isEqualTo(plain.attributes());
    }

    @Test
    void a_kne_header_is_made_fit_for_an_attribute() {
        var failure = answered(422, "", Map.of("reason", "a\tb"));
        var letter = DeadLetter.of(EVENT, failure, DataPlane.KAFKA);
        assertThat(letter.attribute("reason")).isEqualTo("a b");
    }

    private static Failure answered(int status, String body, Map<String, String> extensions) {
        return new Failure(
                DEST,
                OptionalInt.of(status),
                Buffer.buffer(body.getBytes(UTF_8)),
                extensions,
                false,
                "why");
    }

    private static String data(Event letter) {
        var data = Objects.requireNonNull(letter.attribute("knativeerrordata"));
        return new String(Base64.getDecoder().decode(data), UTF_8);
    }
}
