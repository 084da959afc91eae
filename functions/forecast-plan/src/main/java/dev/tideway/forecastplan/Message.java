package dev.tideway.forecastplan;

import dev.tideway.forecastplan.Request.LeadTime;
import dev.tideway.kit.Unprocessable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The data of the events this function takes.
final class Message {
    /// A forecast's id goes into URLs, headers and partition keys as it is.
    private static final Pattern FORECAST_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");

    private Message() {}

    /// What is `@Nullable` may be missing, and is then for the rules to judge, or has a default.
    record ForecastRequest(
            String forecastId,
            @Nullable Long seed,
            @Nullable Integer runs,
            @Nullable Double serviceLevel,
            @Nullable Integer runsPerSlice,
            @Nullable List<@Nullable Product> products) {

        record Product(String sku, double dailyDemand, LeadTime leadTime) {}

        /// The request that it means. A seed that is not given follows from the id: asked again, a forecast says the same.
        Request request() {
            if (!FORECAST_ID.matcher(forecastId).matches()) {
                throw new Unprocessable(
                        "forecastId is not 1 to 100 of A-Z a-z 0-9 . _ : - beginning with a letter or digit");
            }
            return new Request(
                    forecastId,
                    seed == null ? seedOf(forecastId) : seed,
                    runs == null ? 0 : runs,
                    serviceLevel == null ? 0 : serviceLevel,
                    runsPerSlice == null ? 0 : positive(runsPerSlice),
                    wanted());
        }

        /// 0 is no number of runs that anyone may ask for: not asked for is said by leaving it out.
        private static int positive(int asked) {
            return asked == 0 ? -1 : asked;
        }

        private List<Request.Product> wanted() {
            var result = new ArrayList<Request.Product>();
            if (products != null) {
                for (int i = 0; i < products.size(); i++) {
                    var product = products.get(i);
                    if (product == null) {
                        throw new Unprocessable("products[" + i + "] is null");
                    }
                    result.add(
                            new Request.Product(
                                    text(product.sku(), "products[" + i + "].sku"),
                                    product.dailyDemand(),
                                    product.leadTime()));
                }
            }
            return result;
        }

        /// JSON can spell characters that no database keeps.
        private static String text(String value, String field) {
            if (value.codePoints()
                    .anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)) {
                throw new Unprocessable(field + " holds a NUL or half a character");
            }
            return value;
        }

        private static long seedOf(String forecastId) {
            var name = UUID.nameUUIDFromBytes(forecastId.getBytes(StandardCharsets.UTF_8));
            return name.getLeastSignificantBits() & Request.LARGEST_SEED;
        }
    }

    /// @param demand so many of the replications had each demand
    record SliceComputed(String forecastId, int slice, String sku, int runs, Demand demand) {}

    /// A slice that came back because nobody could compute it.
    record SliceRequested(String forecastId, int slice, int attempt) {}

    /// Demands that occurred, ascending, and beside each the number of replications.
    record Demand(List<Integer> values, List<Integer> counts) {
        Demand {
            values = List.copyOf(values);
            counts = List.copyOf(counts);
            if (values.size() != counts.size()) {
                throw new IllegalArgumentException("values and counts are not of one length");
            }
        }
    }
}
