package dev.tideway.forecastplan;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.kit.EventData;
import java.util.List;

/// What others are told: the type and data of the CloudEvent, as `events/` describes them.
sealed interface Announcement {
    @EventData("dev.tideway.forecast.slice.requested.v1")
    record SliceRequested(
            String forecastId,
            int slice,
            int attempt,
            String sku,
            long seed,
            double dailyDemand,
            Request.LeadTime leadTime,
            int firstRun,
            int runs)
            implements Announcement {}

    @EventData("dev.tideway.forecast.progressed.v1")
    record Progressed(String forecastId, int done, int total) implements Announcement {}

    /// The forecast's result, as it is stored.
    @EventData("dev.tideway.forecast.completed.v1")
    record Completed(@JsonValue JsonNode result) implements Announcement {
        static final TypeReference<JsonNode> COLUMN = new TypeReference<>() {};
    }

    @EventData("dev.tideway.forecast.rejected.v1")
    record Rejected(String forecastId, List<String> reasons) implements Announcement {}

    @EventData("dev.tideway.forecast.failed.v1")
    record Failed(String forecastId, String reason) implements Announcement {}
}
