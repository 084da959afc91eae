package dev.tideway.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasketTest {
    @Test
    void the_total_is_the_sum_of_quantity_times_price() {
        assertThat(Baskets.tea().total()).isEqualTo(2 * 450 + 1290);
    }

    @Test
    void a_good_basket_has_no_faults() {
        assertThat(Baskets.tea().faults()).isEmpty();
    }

    @Test
    void what_costs_nothing_may_be_ordered() {
        assertThat(basket("EUR", new Line("leaflet", 1, 0)).faults()).isEmpty();
    }

    @Test
    void no_lines_is_a_fault() {
        assertThat(basket("EUR").faults()).containsExactly("an order needs at least one line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eur", "EURO", "E1R", "€UR", "EUR "})
    void a_currency_is_three_capital_letters(String currency) {
        assertThat(basket(currency, new Line("tea", 1, 1)).faults())
                .containsExactly(
                        "currency '" + currency + "' is not three capital letters (ISO 4217)");
    }

    @Test
    void faults_name_the_line() {
        assertThat(basket("EUR", new Line("tea", 1, 1), new Line("mug", 0, -1)).faults())
                .containsExactly(
                        "line 2: quantity 0 is below 1", "line 2: unit price -1 is negative");
    }

    @Test
    void a_total_that_a_reader_could_not_keep_exactly_is_a_fault() {
        var largest = 9_007_199_254_740_991L;

        assertThat(basket("EUR", new Line("gold", 1, largest)).faults()).isEmpty();
        assertThat(basket("EUR", new Line("gold", 1, largest), new Line("tea", 1, 1)).faults())
                .containsExactly("the total is above 9007199254740991");
        assertThat(basket("EUR", new Line("gold", Integer.MAX_VALUE, Long.MAX_VALUE)).faults())
                .containsExactly("the total is above 9007199254740991");
    }

    private static Basket basket(String currency, Line... lines) {
        return new Basket("c-7", currency, List.of(lines));
    }
}
