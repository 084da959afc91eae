package dev.tideway.knlocal.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "a <b>bold</b> claim, a &lt;b&gt;bold&lt;/b&gt; claim",
                "a|b, a\\|b",
                "[x](javascript:y), \\[x\\](javascript:y)",
                "`code`, \\`code\\`",
                "snake_case, snake_case",
                "_emphasis_, \\_emphasis\\_",
                "R&D, R&amp;D",
                "# no heading, \\# no heading",
                "- no list, \\- no list",
                "12. no list, 12\\. no list",
                "12 pieces, 12 pieces",
            })
    void text_of_others_means_nothing_to_markdown(String raw, String safe) {
        assertThat(Markdown.text(raw)).isEqualTo(safe);
    }

    @Test
    void text_is_one_line() {
        assertThat(Markdown.text(" a\n  b\t c ")).isEqualTo("a b c");
    }

    @Test
    void code_and_blocks_hold_backticks() {
        assertThat(Markdown.code("a`b")).isEqualTo("``a`b``");
        assertThat(Markdown.code("`")).isEqualTo("`` ` ``");
        assertThat(Markdown.block("json", "{\"a\": \"```\"}\n"))
                .isEqualTo("````json\n{\"a\": \"```\"}\n````");
    }

    @Test
    void a_cell_does_not_end_before_its_end() {
        // Given
        var page = new Page(Path.of("a/b.md"), "b");
        // When
        page.table(List.of("x"), List.of(List.of("`a|b` \\| c")), "none");
        // Then
        assertThat(page.text()).endsWith("| x |\n| --- |\n| `a\\|b` \\| c |\n");
    }

    @Test
    void links_of_another_file_lead_to_the_same_places_from_here() {
        // Given
        var page = new Page(Path.of("docs/catalogue/functions/etl.md"), "etl");
        // When
        var markdown =
                page.rebased(
                        "See [cdc](../../sources/cdc/README.md#try), [web](https://a.example/b) and [below](#x).",
                        Path.of("functions/etl/README.md"));
        // Then
        assertThat(markdown)
                .isEqualTo(
                        "See [cdc](../../../sources/cdc/README.md#try), [web](https://a.example/b) and [below](#x).");
    }
}
