package dev.tideway.knlocal.activator;

import java.util.List;
import java.util.function.IntUnaryOperator;

/// How the requests to one address are shared out among revisions.
///
/// @param shares in percent; together 100
public record Split(List<Share> shares) {
    public record Share(Gate gate, int percent) {}

    public Split {
        shares = List.copyOf(shares);
        var sum = shares.stream().mapToInt(Share::percent).sum();
        if (sum != 100) {
            throw new IllegalArgumentException("shares of " + sum + " percent");
        }
    }

    public static Split allTo(Gate gate) {
        return new Split(List.of(new Share(gate, 100)));
    }

    /// @param random a number from 0 to its argument, exclusive
    Gate pick(IntUnaryOperator random) {
        if (shares.size() == 1) {
            return shares.getFirst().gate();
        }
        var left = random.applyAsInt(100);
        for (var share : shares) {
            left -= share.percent();
            if (left < 0) {
                return share.gate();
            }
        }
        throw new IllegalStateException("shares of less than 100 percent");
    }
}
