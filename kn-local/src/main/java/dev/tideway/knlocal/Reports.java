package dev.tideway.knlocal;

import dev.tideway.knlocal.status.ControlPort.Report;
import dev.tideway.knlocal.status.EventTypesJson;
import dev.tideway.knlocal.status.Status;
import dev.tideway.knlocal.status.StatusJson;
import java.util.Map;
import java.util.function.Supplier;

/// What can be read of a runner at its control port.
record Reports(Supplier<Status> status, Catalogue catalogue, JourneyReport journeys) {
    Map<String, Report> byPath() {
        return Map.of(
                "/api/status",
                _ -> StatusJson.write(status.get()),
                "/api/eventtypes",
                _ -> EventTypesJson.write(catalogue.all()),
                "/api/journey",
                journeys::journey,
                "/api/events",
                journeys::events);
    }
}
