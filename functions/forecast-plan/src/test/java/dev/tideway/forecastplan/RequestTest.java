package dev.tideway.forecastplan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.forecastplan.Request.LeadTime;
import dev.tideway.forecastplan.Request.Product;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTest {
    private static final Product TEA = new Product("tea", 4, new LeadTime(5, 1));

    private static Request request(int runs, double level, int runsPerSlice, Product... products) {
        return new Request("f", 1, runs, level, runsPerSlice, List.of(products));
    }

    @ParameterizedTest
    @CsvSource({"100, 0.5", "1000000, 0.999", "1000, 0.001"})
    void a_request_within_all_bounds_is_good(int runs, double level) {
        assertThat(request(runs, level, 0, TEA).faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "99, 0.9, 0, runs",
        "1000001, 0.9, 0, runs",
        "1000, 0, 0, serviceLevel",
        "1000, 1, 0, serviceLevel",
        "1000, NaN, 0, serviceLevel",
        "1000, 0.9, -1, runsPerSlice",
        "2000, 0.9, 1, this makes 2000 slices"
    })
    void what_is_out_of_bounds_is_named(int runs, double level, int runsPerSlice, String named) {
        assertThat(request(runs, level, runsPerSlice, TEA).faults())
                .singleElement()
                .asString()
                .startsWith(named);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 4, 5, 1, sku",
        "tea, 0, 5, 1, dailyDemand",
        "tea, NaN, 5, 1, dailyDemand",
        "tea, 2001, 5, 1, dailyDemand",
        "tea, 4, 0, 0, meanDays",
        "tea, 0.1, 366, 1, meanDays",
        "tea, 4, 5, -1, sdDays",
        "tea, 4, 5, 5.1, sdDays"
    })
    void a_product_out_of_bounds_is_named_with_its_place(
            String sku, double daily, double mean, double sd, String named) {
        var wrong = new Product(sku, daily, new LeadTime(mean, sd));
        assertThat(request(1000, 0.9, 0, TEA, wrong).faults())
                .anySatisfy(it -> assertThat(it).startsWith("product 2: ").contains(named));
    }

    @Test
    void a_product_stands_there_once_and_there_are_not_too_many_or_none() {
        assertThat(request(1000, 0.9, 0, TEA, TEA).faults())
                .containsExactly("product 2: its sku stands here already");
        assertThat(request(1000, 0.9, 0).faults())
                .containsExactly("a forecast needs 1 to 100 products");
        var many = Collections.nCopies(101, TEA).toArray(Product[]::new);
        assertThat(request(1000, 0.9, 0, many).faults())
                .contains("a forecast needs 1 to 100 products");
    }

    @Test
    void slices_that_take_too_long_are_named_with_what_would_do() {
        var busy = new Product("tea", 2000, new LeadTime(5, 1));
        assertThat(request(1_000_000, 0.9, 500_000, busy).faults())
                .containsExactly("runsPerSlice 500000 takes too long for tea: 24975 at most");
        assertThat(request(1_000_000, 0.9, 24_975, busy).faults()).isEmpty();
    }

    @Property
    void every_replication_of_every_product_is_in_one_slice(
            @ForAll @IntRange(min = 100, max = 1_000_000) int runs,
            @ForAll @IntRange(max = 1_000_000) int runsPerSlice,
            @ForAll @DoubleRange(min = 0.1, max = 2000) double daily) {
        var other = new Product("mug", daily, new LeadTime(5, 0));
        var request = request(runs, 0.9, runsPerSlice, TEA, other);
        if (!request.faults().isEmpty()) {
            return;
        }
        var slices = Slicing.of(request);

        assertThat(slices.size()).isLessThanOrEqualTo(Request.MOST_SLICES);
        int next = 0;
        for (var slice : slices) {
            assertThat(slice.runs()).isPositive();
            assertThat(slice.product() * runs + slice.firstRun()).isEqualTo(next);
            next += slice.runs();
        }
        assertThat(next).isEqualTo(2 * runs);
    }
}
