package dev.tideway.salesfacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowsTest {
    @Test
    void csv_has_a_header_line_and_ends_each_line_as_rfc_4180_does() {
        var rows = new Rows(List.of("sku", "units"), List.of(List.of("mug", 3L)), false);

        assertThat(rows.csv()).isEqualTo("sku,units\r\nmug,3\r\n");
    }

    @Test
    void a_field_with_a_comma_a_quote_or_a_line_break_is_quoted() {
        var rows =
                new Rows(
                        List.of("name"),
                        List.of(
                                List.of("Tea, green"),
                                List.of("the \"best\""),
                                List.of("two\nlines"),
                                List.of("plain; text")),
                        false);

        assertThat(rows.csv())
                .isEqualTo(
                        "name\r\n\"Tea, green\"\r\n\"the \"\"best\"\"\"\r\n\"two\nlines\"\r\nplain; text\r\n");
    }

    @Test
    void nothing_is_an_empty_field_and_json_null() {
        var rows = new Rows(List.of("sku", "name"), List.of(Arrays.asList("mug", null)), false);

        assertThat(rows.csv()).endsWith("mug,\r\n");
        assertThat(rows.objects().getFirst()).containsEntry("name", null);
    }

    @Test
    void no_rows_are_a_header_alone() {
        assertThat(new Rows(List.of("sku"), List.of(), false).csv()).isEqualTo("sku\r\n");
    }
}
