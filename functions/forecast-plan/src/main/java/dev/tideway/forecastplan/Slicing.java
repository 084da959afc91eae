package dev.tideway.forecastplan;

import dev.tideway.forecastplan.Request.Product;
import java.util.ArrayList;
import java.util.List;

/// Cuts a forecast into slices: each product's replications into equal ranges. The result does not depend on the cuts, only
/// the time it takes does.
final class Slicing {
    /// Customers to be simulated in a slice, about: some hundred milliseconds of work. Less would leave a good part of the time to
    /// the way there and back, more would let the last slice keep the others waiting.
    private static final double WORK = 60_000_000;

    /// More would keep a function busy for seconds with one event.
    private static final double MOST_WORK = 250_000_000;

    /// What a replication costs beside its customers, in customers.
    private static final double OVERHEAD = 10;

    private Slicing() {}

    /// @param product its place in the request
    record Range(int product, int firstRun, int runs) {}

    static List<Range> of(Request request) {
        var ranges = new ArrayList<Range>();
        for (int product = 0; product < request.products().size(); product++) {
            int size = size(request, request.products().get(product));
            for (int first = 0; first < request.runs(); first += size) {
                ranges.add(new Range(product, first, Math.min(size, request.runs() - first)));
            }
        }
        return ranges;
    }

    static List<String> faults(Request request) {
        var faults = new ArrayList<String>();
        int asked = request.runsPerSlice();
        if (asked < 0) {
            faults.add("runsPerSlice is not above 0");
            return faults;
        }
        long slices = 0;
        for (var product : request.products()) {
            slices += number(request, product);
            if (work(product) * Math.min(asked, request.runs()) > MOST_WORK) {
                faults.add(
                        "runsPerSlice %d takes too long for %s: %d at most"
                                .formatted(
                                        asked, product.sku(), (int) (MOST_WORK / work(product))));
            }
        }
        if (slices > Request.MOST_SLICES) {
            faults.add(
                    "this makes %d slices, above %d: ask for fewer products or runs, or more runsPerSlice"
                            .formatted(slices, Request.MOST_SLICES));
        }
        return faults;
    }

    private static int number(Request request, Product product) {
        return Math.ceilDiv(request.runs(), size(request, product));
    }

    /// As few slices as hold the work, all of one size.
    private static int size(Request request, Product product) {
        if (request.runsPerSlice() > 0) {
            return request.runsPerSlice();
        }
        int slices = (int) Math.ceil(request.runs() * work(product) / WORK);
        return Math.ceilDiv(request.runs(), slices);
    }

    private static double work(Product product) {
        return product.demand() + OVERHEAD;
    }
}
