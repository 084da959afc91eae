package dev.tideway.knlocal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.filter.Filter.All;
import dev.tideway.knlocal.filter.Filter.Any;
import dev.tideway.knlocal.filter.Filter.Attributes;
import dev.tideway.knlocal.filter.Filter.Everything;
import dev.tideway.knlocal.filter.Filter.Exact;
import dev.tideway.knlocal.filter.Filter.Not;
import dev.tideway.knlocal.filter.Filter.Prefix;
import dev.tideway.knlocal.filter.Filter.Sql;
import dev.tideway.knlocal.filter.Filter.Suffix;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Of events of type `a.b.v1`, nothing else known.
class OfTypeTest {
    private static final Filter THIS = exact("type", "a.b.v1");
    private static final Filter OTHER = exact("type", "a.c.v1");
    private static final Filter SOURCE = exact("source", "/s");

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void it_may_want_it(Filter filter, boolean wanted) {
        assertThat(OfType.possible(filter, "a.b.v1")).isEqualTo(wanted);
    }

    static Stream<Arguments> it_may_want_it() {
        return Stream.of(
                Arguments.of(new Everything(), true),
                Arguments.of(THIS, true),
                Arguments.of(OTHER, false),
                Arguments.of(SOURCE, true),
                Arguments.of(
                        Exact.of(Map.of("type", "a.c.v1", "source", "/s"), Reading.KAFKA), false),
                Arguments.of(Attributes.of(Map.of("type", "a.b.v1"), Reading.KAFKA), true),
                Arguments.of(Attributes.of(Map.of("type", "x"), Reading.KAFKA), false),
                Arguments.of(
                        Attributes.of(Map.of("type", "", "source", "/s"), Reading.CHANNEL_BASED),
                        true),
                Arguments.of(Prefix.of(Map.of("type", "a.b"), Reading.KAFKA), true),
                Arguments.of(Prefix.of(Map.of("type", "b"), Reading.KAFKA), false),
                Arguments.of(Suffix.of(Map.of("type", ".v1"), Reading.KAFKA), true),
                Arguments.of(Suffix.of(Map.of("type", ".v2"), Reading.KAFKA), false),
                Arguments.of(new All(List.of(THIS, SOURCE)), true),
                Arguments.of(new All(List.of(SOURCE, OTHER)), false),
                Arguments.of(new Any(List.of(OTHER, THIS)), true),
                Arguments.of(new Any(List.of(OTHER, OTHER)), false),
                Arguments.of(new Any(List.of(OTHER, SOURCE)), true),
                Arguments.of(new Not(THIS), false),
                Arguments.of(new Not(OTHER), true),
                // Not certain either way: an event from elsewhere is wanted, one from there is not.
                Arguments.of(new Not(new All(List.of(THIS, SOURCE))), true),
                Arguments.of(sql("type = 'a.b.v1' AND source = '/s'"), true),
                Arguments.of(sql("type = 'a.c.v1'"), false),
                Arguments.of(sql("source LIKE '/%'"), true));
    }

    private static Filter exact(String name, String value) {
        return Exact.of(Map.of(name, value), Reading.KAFKA);
    }

    private static Filter sql(String expression) {
        return new Sql(Cesql.parse(expression));
    }
}
