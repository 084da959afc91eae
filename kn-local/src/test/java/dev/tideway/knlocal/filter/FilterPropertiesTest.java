package dev.tideway.knlocal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.event.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FilterPropertiesTest {
    @Property
    void not_twice_is_nothing(@ForAll("filters") Filter filter, @ForAll("events") Event event) {
        assertThat(new Filter.Not(new Filter.Not(filter)).verdict(event))
                .isEqualTo(filter.verdict(event));
    }

    @Property
    void all_and_any_of_one_are_that_one(@ForAll("filters") Filter filter) {
        assertThat(Filter.All.of(List.of(filter))).isEqualTo(filter);
        assertThat(Filter.Any.of(List.of(filter))).isEqualTo(filter);
    }

    @Property
    void an_all_of_one_says_what_that_one_says(
            @ForAll("filters") Filter filter, @ForAll("events") Event event) {
        assertThat(new Filter.All(List.of(filter)).verdict(event)).isEqualTo(filter.verdict(event));
        assertThat(new Filter.Any(List.of(filter)).verdict(event)).isEqualTo(filter.verdict(event));
    }

    @Property
    void not_all_is_any_not(
            @ForAll("filters") Filter one,
            @ForAll("filters") Filter other,
            @ForAll("events") Event event) {
        // When
        var notBoth = new Filter.Not(new Filter.All(List.of(one, other)));
        var eitherNot = new Filter.Any(List.of(new Filter.Not(one), new Filter.Not(other)));
        // Then
        assertThat(notBoth.verdict(event)).isEqualTo(eitherNot.verdict(event));
    }

    @Property
    void what_a_filter_pins_holds_every_type_it_matches(
            @ForAll("filters") Filter filter, @ForAll("events") Event event) {
        if (filter.matches(event)) {
            filter.types().ifPresent(types -> assertThat(types).contains(event.type()));
        }
    }

    @Property
    void every_no_is_put_into_words(
            @ForAll("filters") Filter filter, @ForAll("events") Event event) {
        if (!filter.matches(event)) {
            assertThat(filter.whyNot(event))
                    .isNotEqualTo("it matches")
                    .isNotEqualTo("it matches everything")
                    .hasLineCount(1);
        }
    }

    @Provide
    Arbitrary<Event> events() {
        return Arbitraries.maps(Arbitraries.of("subject", "colour", "datacontenttype"), words())
                .flatMap(more ->
                        words().map(type -> {
                            var attributes = new LinkedHashMap<>(more);
                            attributes.putAll(
                                    Map.of("specversion", "1.0", "id", "1", "source", "/s"));
                            attributes.put("type", type);
                            return Event.of(attributes, null);
                        }));
    }

    @Provide
    Arbitrary<Filter> filters() {
        return Arbitraries.recursive(
                FilterPropertiesTest::leaves, FilterPropertiesTest::combine, 0, 3);
    }

    private static Arbitrary<Filter> combine(Arbitrary<Filter> parts) {
        return Arbitraries.oneOf(
                parts.map(Filter.Not::new),
                parts.list().ofMinSize(1).ofMaxSize(3).map(Filter.All::of),
                parts.list().ofMinSize(1).ofMaxSize(3).map(Filter.Any::of));
    }

    private static Arbitrary<Filter> leaves() {
        var entries =
                Arbitraries.maps(
                                Arbitraries.of("type", "subject", "colour", "datacontenttype"),
                                Arbitraries.oneOf(words(), Arbitraries.just("")))
                        .ofMaxSize(2);
        var readings = Arbitraries.of(Reading.class);
        return Arbitraries.oneOf(
                entries.flatMap(
                        some -> readings.map(reading -> Filter.Attributes.of(some, reading))),
                entries.flatMap(some -> readings.map(reading -> Filter.Exact.of(some, reading))),
                entries.flatMap(some -> readings.map(reading -> Filter.Prefix.of(some, reading))),
                entries.flatMap(some -> readings.map(reading -> Filter.Suffix.of(some, reading))),
                words().map(word ->
                        new Filter.Sql(Cesql.parse("type = '" + word + "' AND EXISTS colour"))),
                Arbitraries.just(new Filter.Everything()));
    }

    private static Arbitrary<String> words() {
        return Arbitraries.of("a", "b", "ab", "ba");
    }
}
