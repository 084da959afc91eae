package dev.tideway.knlocal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.testing.Events;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static Filter exact(String attribute, String value) {
        return Filter.Exact.of(Map.of(attribute, value), Reading.KAFKA);
    }

    private static String whyNot(Filter... filters) {
        return Filter.Any.of(List.of(filters)).whyNot(Events.typed("1", "a"));
    }

    @Test
    void several_types_are_told_in_one() {
        assertThat(whyNot(exact("type", "b"))).isEqualTo("type is a, wanted b");
        assertThat(whyNot(exact("type", "b"), exact("type", "c"), exact("type", "d")))
                .isEqualTo("type is a, wanted b, c or d");
    }

    @Test
    void what_is_not_of_one_kind_is_told_one_by_one() {
        assertThat(whyNot(exact("type", "b"), exact("source", "/x")))
                .isEqualTo("type is a, wanted b, and source is /test, wanted /x");
        assertThat(whyNot(exact("type", "b"), exact("subject", "s")))
                .startsWith("type is a, wanted b, and subject is absent, wanted s");
    }
}
