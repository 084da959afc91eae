package dev.tideway.knlocal.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MermaidTest {
    @Test
    void a_text_cannot_end_its_quotes_its_line_or_its_statement() {
        assertThat(Mermaid.quoted("a \"b\"; c\nd --> e %% f `g` <b>#h</b>"))
                .isEqualTo(
                        "\"a #34;b#34;#59; c d --#62; e #37;#37; f #96;g#96; #60;b#62;#35;h#60;/b#62;\"");
    }

    @Test
    void a_plain_name_stays_readable() {
        assertThat(Mermaid.text("order.placed.v1")).isEqualTo("order.placed.v1");
    }

    @Test
    void a_node_is_known_by_a_number_whatever_its_name() {
        // Given
        var ids = new Mermaid("f");
        // Then
        assertThat(ids.id("end")).isEqualTo("f0");
        assertThat(ids.id("a\"; b")).isEqualTo("f1");
        assertThat(ids.id("end")).isEqualTo("f0");
        assertThat(ids.knows("other")).isFalse();
    }
}
