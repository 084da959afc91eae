package dev.tideway.catalogetl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.catalogetl.Decision.Discontinued;
import dev.tideway.catalogetl.Decision.Listed;
import dev.tideway.catalogetl.Decision.Nothing;
import dev.tideway.catalogetl.Decision.Repriced;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionTest {
    private static final Item ON_SALE = new Item("mug", "Blue mug", "cups", 950, "EUR", "A");
    private static final Item OFF_SALE = new Item("mug", "Blue mug", "cups", 950, "EUR", "I");

    private static Item priced(long cents, String currency) {
        return new Item("mug", "Blue mug", "cups", cents, currency, "A");
    }

    private static Decision on(@Nullable Item before, @Nullable Item after) {
        return Decision.on(new RowChange(before, after));
    }

    @Test
    void a_row_on_sale_that_is_new_or_was_there_first_is_listed() {
        assertThat(on(null, ON_SALE)).isEqualTo(new Listed(ON_SALE));
    }

    @Test
    void a_row_that_is_not_on_sale_means_nothing_new_changed_or_gone() {
        var dearer = new Item("mug", "Mug", "mugs", 999, "USD", "I");
        assertThat(on(null, OFF_SALE)).isEqualTo(new Nothing());
        assertThat(on(OFF_SALE, dearer)).isEqualTo(new Nothing());
        assertThat(on(OFF_SALE, null)).isEqualTo(new Nothing());
    }

    @Test
    void what_comes_back_on_sale_is_listed_once_and_with_its_new_price() {
        assertThat(on(OFF_SALE, priced(700, "EUR"))).isEqualTo(new Listed(priced(700, "EUR")));
    }

    @Test
    void what_goes_off_sale_or_away_is_discontinued() {
        assertThat(on(ON_SALE, OFF_SALE)).isEqualTo(new Discontinued("mug"));
        assertThat(on(ON_SALE, null)).isEqualTo(new Discontinued("mug"));
    }

    @Test
    void another_price_or_currency_reprices() {
        assertThat(on(ON_SALE, priced(990, "EUR")))
                .isEqualTo(new Repriced(priced(990, "EUR"), 950));
        assertThat(on(ON_SALE, priced(950, "USD")))
                .isEqualTo(new Repriced(priced(950, "USD"), 950));
    }

    @Test
    void another_name_or_category_is_listed_again_price_included() {
        var renamed = new Item("mug", "Sky mug", "cups", 990, "EUR", "A");
        var moved = new Item("mug", "Blue mug", "mugs", 950, "EUR", "A");
        assertThat(on(ON_SALE, renamed)).isEqualTo(new Listed(renamed));
        assertThat(on(ON_SALE, moved)).isEqualTo(new Listed(moved));
    }

    @Test
    void a_change_of_nothing_that_the_store_knows_means_nothing() {
        assertThat(on(ON_SALE, priced(950, "EUR"))).isEqualTo(new Nothing());
    }

    static List<RowChange> changes() {
        var rows = new ArrayList<@Nullable Item>();
        rows.add(null);
        for (var title : List.of("a", "b")) {
            for (var price : List.of(1L, 2L)) {
                for (var currency : List.of("EUR", "USD")) {
                    for (var status : List.of("A", "I")) {
                        rows.add(new Item("mug", title, "cups", price, currency, status));
                    }
                }
            }
        }
        var changes = new ArrayList<RowChange>();
        for (var before : rows) {
            for (var after : rows) {
                if (before != null || after != null) {
                    changes.add(new RowChange(before, after));
                }
            }
        }
        return changes;
    }

    /// Whoever hears the decisions knows what is on sale, and for how much: said of every pair of rows.
    @ParameterizedTest
    @MethodSource("changes")
    void what_is_decided_leads_from_the_row_before_to_the_row_after(RowChange change) {
        var before = change.before();
        var known = before != null && before.onSale() ? before : null;
        var after = change.after();
        var told =
                switch (Decision.on(change)) {
                    case Listed(var item) -> item;
                    case Repriced(var item, var previous) -> {
                        assertThat(known).isNotNull();
                        assertThat(previous).isEqualTo(known == null ? -1 : known.priceCents());
                        yield item;
                    }
                    case Discontinued(var sku) -> {
                        assertThat(known).isNotNull();
                        assertThat(sku).isEqualTo("mug");
                        yield null;
                    }
                    case Nothing() -> known;
                };
        assertThat(told).isEqualTo(after != null && after.onSale() ? after : null);
    }

    @Test
    void a_change_of_no_row_or_of_two_is_none() {
        var other = new Item("cup", "Cup", "cups", 1, "EUR", "A");
        assertThatThrownBy(() -> new RowChange(null, null))
                .hasMessage("neither before nor after has a row");
        assertThatThrownBy(() -> new RowChange(ON_SALE, other)).hasMessageContaining("mug");
        assertThatThrownBy(() -> new Item("mug", "Mug", "cups", 1, "EUR", "X"))
                .hasMessage("status is X, not A or I");
        assertThatThrownBy(() -> new Item("mug", "Mug", "cups", -1, "EUR", "A"))
                .hasMessage("price_cents is -1, less than 0");
    }
}
