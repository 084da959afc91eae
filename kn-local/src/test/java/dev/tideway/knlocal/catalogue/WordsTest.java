package dev.tideway.knlocal.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.domain.Shape;
import dev.tideway.knlocal.manifest.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void diagrams_leave_out_what_most_types_begin_with() {
        // Given
        var words = Words.of(List.of("dev.shop.a.v1", "dev.shop.b.v1", "io.other.c.v1", "plain"));
        // Then
        assertThat(words.brief("dev.shop.a.v1")).isEqualTo("a.v1");
        assertThat(words.brief("io.other.c.v1")).isEqualTo("io.other.c.v1");
        assertThat(Words.of(List.of("one.of.each", "two.of.each")).prefix()).isEmpty();
    }

    @Test
    void a_shape_is_its_fields() {
        // Given
        var line =
                new Shape.Fields(
                        "Line",
                        List.of(
                                new Shape.Field("sku", new Shape.Text(), true),
                                new Shape.Field("note", new Shape.Text(), false)));
        // Then
        assertThat(
                        Words.shape(
                                new Shape.Fields(
                                        "Order",
                                        List.of(
                                                new Shape.Field(
                                                        "lines", new Shape.Many(line), true),
                                                new Shape.Field(
                                                        "codes",
                                                        new Shape.Many(new Shape.Whole()),
                                                        false)))))
                .isEqualTo("{lines: [{sku, note?}], codes?: [whole number]}");
    }

    @Test
    void retries_are_counted_after_the_first_attempt() {
        // Given
        var delivery =
                new Delivery(
                        Optional.empty(),
                        Optional.of(5),
                        Optional.of(Delivery.BackoffPolicy.LINEAR),
                        Optional.of(Duration.ofMillis(200)),
                        Optional.empty(),
                        Optional.empty());
        // Then
        assertThat(Words.retries(delivery))
                .isEqualTo("up to 5 more attempts, linear pauses from 0.2 s");
        assertThat(Words.retries(Delivery.NONE)).isEqualTo("no second attempt");
    }

    @Test
    void a_time_is_said_in_its_largest_unit() {
        assertThat(Words.time(Duration.ofMinutes(5))).isEqualTo("5 min");
        assertThat(Words.time(Duration.ofSeconds(90))).isEqualTo("90 s");
        assertThat(Words.time(Duration.ofMillis(250))).isEqualTo("0.25 s");
    }
}
