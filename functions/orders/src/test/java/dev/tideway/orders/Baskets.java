package dev.tideway.orders;

import java.util.List;

/// Baskets for tests.
final class Baskets {
    private Baskets() {}

    /// 2 teas and a mug: 2190 EUR cents.
    static Basket tea() {
        return new Basket(
                "c-7",
                "EUR",
                List.of(new Line("tea-green-100", 2, 450), new Line("mug-blue", 1, 1290)));
    }
}
