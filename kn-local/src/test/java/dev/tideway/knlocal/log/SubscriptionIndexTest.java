package dev.tideway.knlocal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.filter.Filter;
import dev.tideway.knlocal.filter.Filters;
import dev.tideway.knlocal.filter.Reading;
import dev.tideway.knlocal.testing.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SubscriptionIndexTest {
    @Property(tries = 2_000)
    void whoever_wants_an_event_is_asked_about_it_and_asked_once(
            @ForAll @Size(min = 1, max = 20) List<@From("filters") Filter> filters,
            @ForAll("events") Event event) {
        // Given
        var all = filters.stream().map(SubscriptionIndexTest::subscription).toList();
        // When
        var asked = candidates(new SubscriptionIndex(all), event);
        // Then
        assertThat(asked).doesNotHaveDuplicates();
        for (int i = 0; i < all.size(); i++) {
            if (filters.get(i).matches(event)) {
                assertThat(asked).contains(all.get(i));
            }
        }
    }

    @Test
    void of_a_thousand_types_only_the_one_that_wants_the_event_is_asked() {
        // Given
        var all =
                IntStream.range(0, 1_000)
                        .mapToObj(i -> exact(Map.of("source", "/test", "type", "t" + i)))
                        .toList();
        // When
        var asked = candidates(new SubscriptionIndex(all), Events.typed("1", "t7"));
        // Then
        assertThat(asked).containsExactly(all.get(7));
    }

    @Test
    void one_of_a_thousand_attributes_is_found_too() {
        // Given
        var all = IntStream.range(0, 1_000).mapToObj(i -> exact(Map.of("x" + i, "yes"))).toList();
        var index = new SubscriptionIndex(all);
        // Then
        assertThat(candidates(index, Events.plain("1"))).isEmpty();
        assertThat(candidates(index, Events.plain("1").with("x7", "yes").with("x8", "no")))
                .containsExactly(all.get(7));
    }

    private static List<Subscription> candidates(SubscriptionIndex index, Event event) {
        var found = new ArrayList<Subscription>();
        index.candidates(event, found::add);
        return found;
    }

    private static Subscription exact(Map<String, String> entries) {
        return subscription(Filter.Exact.of(entries, Reading.KAFKA));
    }

    private static Subscription subscription(Filter filter) {
        var wanted = new Feed.Wanted("group", filter::matches, filter.requirements(), Hands.open());
        return new Subscription(wanted, new long[1]);
    }

    @Provide
    Arbitrary<Filter> filters() {
        return Filters.any();
    }

    @Provide
    Arbitrary<Event> events() {
        return Filters.events();
    }
}
