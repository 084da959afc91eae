package dev.tideway.knlocal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.event.Event;
import java.util.List;
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

    @Property(tries = 20_000)
    void what_a_filter_requires_every_event_has_that_it_matches(
            @ForAll("filters") Filter filter, @ForAll("events") Event event) {
        if (filter.matches(event)) {
            filter.requirements()
                    .forEach((name, values) ->
                            assertThat(values).as(name).contains(event.attribute(name)));
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
        return Filters.events();
    }

    @Provide
    Arbitrary<Filter> filters() {
        return Filters.any();
    }
}
