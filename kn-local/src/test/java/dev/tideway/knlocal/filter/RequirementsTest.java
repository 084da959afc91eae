package dev.tideway.knlocal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// That no more is required than must be is a property, see [FilterPropertiesTest]; this is that it is seen at all.
class RequirementsTest {
    private static final Filter A = exact(Map.of("type", "a"));
    private static final Filter B_OF_S = exact(Map.of("type", "b", "source", "s"));

    @Test
    void equality_requires_each_of_its_values() {
        assertThat(B_OF_S.requirements())
                .isEqualTo(Map.of("type", Set.of("b"), "source", Set.of("s")));
    }

    @Test
    void an_attribute_that_may_have_any_value_is_not_required_to_have_one() {
        var filter = Filter.Attributes.of(Map.of("type", ""), Reading.CHANNEL_BASED);
        assertThat(filter.requirements()).isEmpty();
    }

    @Test
    void all_requires_what_each_of_its_parts_does() {
        var prefix = Filter.Prefix.of(Map.of("subject", "x"), Reading.KAFKA);
        assertThat(Filter.All.of(List.of(prefix, B_OF_S)).requirements())
                .isEqualTo(Map.of("type", Set.of("b"), "source", Set.of("s")));
    }

    @Test
    void all_of_what_excludes_each_other_allows_nothing() {
        assertThat(Filter.All.of(List.of(A, B_OF_S)).requirements())
                .containsEntry("type", Set.of());
    }

    @Test
    void any_requires_one_of_the_values_where_each_of_its_parts_wants_one() {
        assertThat(Filter.Any.of(List.of(A, B_OF_S)).requirements())
                .isEqualTo(Map.of("type", Set.of("a", "b")));
    }

    @Test
    void any_with_a_part_that_requires_nothing_requires_nothing() {
        assertThat(Filter.Any.of(List.of(A, new Filter.Everything())).requirements()).isEmpty();
        assertThat(Filter.Any.of(List.of(new Filter.Not(A), A)).requirements()).isEmpty();
    }

    @Test
    void schemaurl_is_the_old_name_of_dataschema() {
        assertThat(exact(Map.of("schemaurl", "http://s")).requirements())
                .isEqualTo(Map.of("dataschema", Set.of("http://s")));
    }

    @Test
    void a_time_may_be_written_in_several_ways() {
        assertThat(exact(Map.of("time", "2026-01-01T00:00:00Z")).requirements()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type = 'a'",
                "  type='a'  ",
                "type = \"a\" AND EXISTS colour",
                "type = 'a' and (colour = 'b' AND NOT EXISTS subject)",
                "type IN ('a')",
                "type IN ('a', 'b') AND type IN ( 'a','c' )"
            })
    void an_expression_that_begins_with_comparisons_requires_them(String text) {
        assertThat(sql(text)).isEqualTo(Map.of("type", Set.of("a")));
    }

    @Test
    void an_expression_requires_each_of_its_leading_comparisons() {
        assertThat(sql("type IN ('a', 'b') AND source = 's' AND LENGTH(id) > 3"))
                .isEqualTo(Map.of("type", Set.of("a", "b"), "source", Set.of("s")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type = 'a' OR TRUE",
                "type = 'a' AND TRUE xor TRUE",
                "NOT type = 'a'",
                "type != 'a'",
                "type NOT IN ('a')",
                "type = 'it\\'s'",
                "type = 'a' LIKE 'b'",
                "false = 'false'",
                "TRUE AND type = 'a'"
            })
    void no_other_expression_requires_anything(String text) {
        assertThat(sql(text)).isEmpty();
    }

    private static Map<String, Set<String>> sql(String text) {
        return new Filter.Sql(Cesql.parse(text)).requirements();
    }

    private static Filter exact(Map<String, String> entries) {
        return Filter.Exact.of(entries, Reading.KAFKA);
    }
}
