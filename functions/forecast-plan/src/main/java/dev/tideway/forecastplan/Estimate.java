package dev.tideway.forecastplan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/// What the replications say of one product. Of the demand's distribution nothing is assumed.
///
/// @param meanDemand during the lead time
/// @param reorderPoint the least stock that lasted through the lead time in as large a part of the replications as the
///     service level asks for
/// @param reorderPointInterval holds the true one with the stated confidence
/// @param attained the part of the replications in which it lasted
/// @param attainedInterval holds the true probability with the stated confidence, for this reorder point
record Estimate(
        String sku,
        long runs,
        double meanDemand,
        int reorderPoint,
        Interval reorderPointInterval,
        double attained,
        Probability attainedInterval) {
    static final double CONFIDENCE = 0.95;

    private static final double TAIL = (1 - CONFIDENCE) / 2;

    /// @param high absent when there are too few replications to say
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Interval(int low, Optional<Integer> high) {}

    record Probability(double low, double high) {}

    static Estimate of(String sku, Histogram histogram, double serviceLevel) {
        long runs = histogram.size();
        int point = histogram.atRank(rank(runs, serviceLevel));
        long covered = histogram.atMost(point);
        return new Estimate(
                sku,
                runs,
                histogram.mean(),
                point,
                quantileInterval(histogram, serviceLevel),
                (double) covered / runs,
                clopperPearson((double) covered, (double) runs));
    }

    /// The least rank with rank / runs >= serviceLevel.
    private static long rank(long runs, double serviceLevel) {
        long rank = Math.max(1, (long) Math.floor(serviceLevel * runs));
        while ((double) rank / runs < serviceLevel) {
            rank++;
        }
        return rank;
    }

    /// Between two order statistics. How many of the replications lie at or below the true quantile is binomial, or more;
    /// so the ranks are quantiles of that.
    private static Interval quantileInterval(Histogram histogram, double serviceLevel) {
        long runs = histogram.size();
        var below = BinomialDistribution.of(Math.toIntExact(runs), serviceLevel);
        long low = Math.max(1, below.inverseCumulativeProbability(TAIL));
        long high = below.inverseCumulativeProbability(1 - TAIL) + 1L;
        return new Interval(
                histogram.atRank(low),
                high > runs ? Optional.empty() : Optional.of(histogram.atRank(high)));
    }

    /// The exact interval of a binomial proportion (Clopper and Pearson, 1934).
    private static Probability clopperPearson(double hits, double runs) {
        double low =
                hits == 0
                        ? 0
                        : BetaDistribution.of(hits, runs - hits + 1)
                                .inverseCumulativeProbability(TAIL);
        double high =
                hits == runs
                        ? 1
                        : BetaDistribution.of(hits + 1, runs - hits)
                                .inverseCumulativeProbability(1 - TAIL);
        return new Probability(low, high);
    }
}
