package dev.tideway.orders;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What was ordered, by whom, in which currency; as it was sent, rules broken or not. What is
/// absent is empty, never null.
record Basket(String customerId, String currency, List<Line> lines) {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    /// The largest whole number that every JSON reader keeps exactly (2^53 - 1).
    private static final BigInteger LARGEST_TOTAL = BigInteger.valueOf(9_007_199_254_740_991L);

    Basket {
        lines = List.copyOf(lines);
    }

    /// Sum over all lines in minor units; only meaningful for a basket without faults.
    long total() {
        return exactTotal().longValueExact();
    }

    /// Every rule this basket breaks, a sentence each; empty for a good one.
    List<String> faults() {
        var faults = new ArrayList<String>();
        if (customerId.isBlank()) {
            faults.add("an order needs a customer");
        }
        if (!CURRENCY.matcher(currency).matches()) {
            faults.add("currency '" + currency + "' is not three capital letters (ISO 4217)");
        }
        if (lines.isEmpty()) {
            faults.add("an order needs at least one line");
        }
        for (int i = 0; i < lines.size(); i++) {
            faults.addAll(faults("line " + (i + 1), lines.get(i)));
        }
        if (exactTotal().compareTo(LARGEST_TOTAL) > 0) {
            faults.add("the total is above " + LARGEST_TOTAL);
        }
        return faults;
    }

    private static List<String> faults(String place, Line line) {
        var faults = new ArrayList<String>();
        if (line.sku().isBlank()) {
            faults.add(place + ": no sku");
        }
        if (line.quantity() < 1) {
            faults.add(place + ": quantity " + line.quantity() + " is below 1");
        }
        if (line.unitPrice() < 0) {
            faults.add(place + ": unit price " + line.unitPrice() + " is negative");
        }
        return faults;
    }

    private BigInteger exactTotal() {
        return lines.stream()
                .map(l ->
                        BigInteger.valueOf(l.quantity())
                                .multiply(BigInteger.valueOf(l.unitPrice())))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }
}
