package dev.tideway.forecastplan;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// A forecast as it is asked for: defaults filled in, rules broken or not.
///
/// @param runs replications of each product
/// @param serviceLevel probability with which stock is to last until the next delivery
/// @param runsPerSlice 0 lets [Slicing] choose
record Request(
        String forecastId,
        long seed,
        int runs,
        double serviceLevel,
        int runsPerSlice,
        List<Product> products) {
    /// As it is stored.
    static final TypeReference<Request> COLUMN = new TypeReference<>() {};

    static final int MOST_PRODUCTS = 100;
    static final int MOST_RUNS = 1_000_000;
    static final int MOST_SLICES = 1000;

    /// In the lead time of one product: a histogram stays small, and a slice can be cut short enough.
    static final double MOST_DEMAND = 10_000;

    /// The largest whole number that every JSON reader keeps exactly (2^53 - 1).
    static final long LARGEST_SEED = 9_007_199_254_740_991L;

    Request {
        products = List.copyOf(products);
    }

    /// @param dailyDemand customers a day, on average
    record Product(String sku, double dailyDemand, LeadTime leadTime) {
        /// Expected during the lead time.
        double demand() {
            return dailyDemand * leadTime.meanDays();
        }
    }

    /// From an order to its arrival; standard deviation 0 for one that never varies.
    record LeadTime(double meanDays, double sdDays) {}

    /// Every rule this request breaks, a sentence each; empty for a good one.
    List<String> faults() {
        var faults = new ArrayList<String>();
        require(faults, seed >= 0 && seed <= LARGEST_SEED, "seed is not 0 to " + LARGEST_SEED);
        require(faults, runs >= 100 && runs <= MOST_RUNS, "runs is not 100 to " + MOST_RUNS);
        require(
                faults,
                serviceLevel > 0 && serviceLevel < 1,
                "serviceLevel is not between 0 and 1, both excluded");
        require(
                faults,
                !products.isEmpty() && products.size() <= MOST_PRODUCTS,
                "a forecast needs 1 to " + MOST_PRODUCTS + " products");
        var skus = new HashSet<String>();
        for (int i = 0; i < products.size(); i++) {
            var product = products.get(i);
            var place = "product " + (i + 1) + ": ";
            require(faults, skus.add(product.sku()), place + "its sku stands here already");
            faults.addAll(faults(place, product));
        }
        if (faults.isEmpty()) {
            faults.addAll(Slicing.faults(this));
        }
        return faults;
    }

    private static List<String> faults(String place, Product product) {
        var faults = new ArrayList<String>();
        var time = product.leadTime();
        require(
                faults,
                !product.sku().isBlank() && product.sku().length() <= 100,
                place + "its sku is not 1 to 100 characters");
        require(faults, product.dailyDemand() > 0, place + "dailyDemand is not above 0");
        require(
                faults,
                time.meanDays() > 0 && time.meanDays() <= 365,
                place + "leadTime.meanDays is not above 0 and up to 365");
        require(
                faults,
                time.sdDays() >= 0 && time.sdDays() <= time.meanDays(),
                place + "leadTime.sdDays is not 0 to leadTime.meanDays");
        require(
                faults,
                !(product.demand() > MOST_DEMAND),
                place + "dailyDemand over the lead time is above " + MOST_DEMAND);
        return faults;
    }

    private static void require(List<String> faults, boolean holds, String otherwise) {
        if (!holds) {
            faults.add(otherwise);
        }
    }
}
