package dev.tideway.forecastsimulate;

/// The data of `forecast.slice.requested`: one product and a range of its replications.
///
/// @param slice its number within the forecast
/// @param seed of the whole forecast
/// @param firstRun number of the first replication
/// @param runs how many
public record Slice(
        String forecastId,
        int slice,
        String sku,
        long seed,
        double dailyDemand,
        LeadTime leadTime,
        int firstRun,
        int runs) {

    /// More demand than this in one replication would take seconds each; what asks keeps far below.
    private static final double MOST_DEMAND = 1_000_000;

    private static final int MOST_RUNS = 10_000_000;

    public Slice {
        require(
                dailyDemand > 0 && dailyDemand <= MOST_DEMAND,
                "dailyDemand is not above 0 and up to " + MOST_DEMAND);
        require(firstRun >= 0, "firstRun is below 0");
        require(runs > 0 && runs <= MOST_RUNS, "runs is not 1 to " + MOST_RUNS);
        require(
                dailyDemand * leadTime.meanDays() <= MOST_DEMAND,
                "dailyDemand over leadTime.meanDays is above " + MOST_DEMAND);
    }

    /// From an order to its arrival.
    ///
    /// @param sdDays standard deviation; 0 for a lead time that never varies
    public record LeadTime(double meanDays, double sdDays) {
        public LeadTime {
            require(meanDays > 0, "meanDays is not above 0");
            require(sdDays >= 0 && sdDays <= meanDays, "sdDays is not 0 to meanDays");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
