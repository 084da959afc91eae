package dev.tideway.knlocal;

import dev.tideway.knlocal.dashboard.Pages;
import dev.tideway.knlocal.status.ControlPort;
import dev.tideway.knlocal.status.ControlPort.Action;
import dev.tideway.knlocal.status.ControlPort.Report;
import dev.tideway.knlocal.status.EventTypesJson;
import dev.tideway.knlocal.status.Status;
import dev.tideway.knlocal.status.StatusJson;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// What can be read of a runner at its control port, and what can be asked of it there.
record Control(
        Supplier<Status> status,
        Catalogue catalogue,
        JourneyReport journeys,
        LogReport logs,
        DeadLetterReport letters,
        FaultReport faults,
        Samples samples,
        Sending sending,
        Replays replays,
        MetricsReport metrics) {
    ControlPort port(Vertx vertx, BooleanSupplier ready) {
        return new ControlPort(vertx, ready, reports(), actions(), Pages::at);
    }

    private Map<String, Report> reports() {
        return Map.ofEntries(
                Map.entry("/api/status", _ -> StatusJson.write(status.get())),
                Map.entry("/api/eventtypes", _ -> EventTypesJson.write(catalogue.all())),
                Map.entry("/api/journey", journeys::journey),
                Map.entry("/api/events", journeys::events),
                Map.entry("/api/logs", logs::json),
                Map.entry("/api/dead-letters", letters::list),
                Map.entry("/api/dead-letter", letters::open),
                Map.entry("/api/faults", _ -> faults.all()),
                Map.entry("/api/event", sending.content()::event),
                Map.entry("/api/samples", _ -> samples.report()),
                Map.entry("/api/replays", replays::report),
                Map.entry("/metrics", metrics));
    }

    private Map<String, Action> actions() {
        return Map.of(
                "/api/dead-letters/redrive", letters::redrive,
                "/api/faults", faults::add,
                "/api/faults/clear", faults::clear,
                "/api/send", sending::send,
                "/api/replay", replays::start,
                "/api/replay/stop", replays::stop);
    }
}
