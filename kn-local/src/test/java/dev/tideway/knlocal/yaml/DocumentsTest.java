package dev.tideway.knlocal.yaml;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentsTest {
    @Test
    void a_character_outside_of_the_basic_plane_may_stand_anywhere() {
        for (int before = 1_000; before < 1_050; before++) {
            var text = "a: " + "x".repeat(before) + "😀\nb: c\n";

            assertThat(Documents.parse(text).faults()).as("after %d", before).isEmpty();
        }
    }

    @Test
    void every_value_knows_its_line() {
        // When
        var documents = Documents.parse("# first\na: 1\n---\nb:\n  - x\n  -\n    c: 'd'\n");
        // Then
        assertThat(documents.faults()).isEmpty();
        assertThat(documents.nodes()).map(Node::line).containsExactly(2, 4);
        var list = (Node.Sequence) value(documents.nodes().get(1), "b");
        assertThat(list.items()).map(Node::line).containsExactly(5, 7);
    }

    @Test
    void aliases_that_unfold_without_measure_are_given_up() {
        // Given
        var laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 20; i++) {
            laughs.append("a%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(10)));
        }
        // When
        var documents = Documents.parse("sound: true\n---\n" + laughs);
        // Then
        assertThat(documents.faults())
                .containsExactly(
                        new Documents.Fault(
                                7,
                                "more than 100000 values in one document, its aliases unfolded"));
        assertThat(documents.nodes()).hasSize(1);
    }

    @Test
    void nesting_without_end_is_given_up() {
        assertThat(Documents.parse("[".repeat(100_000)).faults())
                .containsExactly(new Documents.Fault(1, "nested deeper than 60 levels"));
        assertThat(Documents.parse("a: 1\na: 2\nb: " + "{".repeat(100_000)).faults())
                .containsExactly(new Documents.Fault(2, "the key a is given twice"));
    }

    @Test
    void an_alias_inside_its_own_anchor_is_given_up() {
        assertThat(Documents.parse("a: &a [*a]").faults())
                .containsExactly(new Documents.Fault(1, "*a names no anchor before it"));
    }

    @Test
    void anchors_do_not_reach_into_the_next_document() {
        assertThat(Documents.parse("a: &a 1\n---\nb: *a\n").faults())
                .containsExactly(new Documents.Fault(3, "*a names no anchor before it"));
    }

    @Test
    void what_is_said_beside_a_merge_wins_over_it() {
        // When
        var root = Documents.parse("a: &a {x: 1, y: 2}\nb: {<<: *a, x: 3}\n").nodes().getFirst();
        // Then
        var b = (Node.Mapping) value(root, "b");
        assertThat(((Node.Scalar) value(b, "x")).text()).isEqualTo("3");
        assertThat(b.entries()).containsOnlyKeys("x", "y");
    }

    @ParameterizedTest
    @CsvSource({
        "5, NUMBER",
        "-1.5e3, NUMBER",
        "0x1F, NUMBER",
        ".5, NUMBER",
        ".inf, NUMBER",
        "1.2.3, STRING",
        "true, BOOLEAN",
        "yes, BOOLEAN",
        "Off, BOOLEAN",
        "y, STRING",
        "~, NULL",
        "null, NULL",
        "a5, STRING",
        "\"'5'\", STRING",
        "!!str 5, STRING",
        "2026-01-01, STRING",
        "1e, STRING"
    })
    void a_plain_scalar_is_what_kubernetes_takes_it_for(String text, Node.Type type) {
        // When
        var root = Documents.parse("a: " + text).nodes().getFirst();
        // Then
        assertThat(((Node.Scalar) value(root, "a")).type()).isEqualTo(type);
    }

    private static Node value(Node mapping, String key) {
        return requireNonNull(((Node.Mapping) mapping).entries().get(key)).value();
    }
}
