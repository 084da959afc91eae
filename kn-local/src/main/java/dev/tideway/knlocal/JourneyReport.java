package dev.tideway.knlocal;

import dev.tideway.knlocal.dispatch.Egress;
import dev.tideway.knlocal.dispatch.Hub;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.journey.EventQuery;
import dev.tideway.knlocal.journey.Flow;
import dev.tideway.knlocal.journey.Journeys;
import dev.tideway.knlocal.journey.Note;
import dev.tideway.knlocal.journey.Note.Kind;
import dev.tideway.knlocal.journey.TracedEvent;
import dev.tideway.knlocal.settings.Settings;
import dev.tideway.knlocal.state.StateException;
import dev.tideway.knlocal.status.EventJourney;
import dev.tideway.knlocal.status.EventJourney.Other;
import dev.tideway.knlocal.status.FlowJourney;
import dev.tideway.knlocal.status.JourneyJson;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What became of events: their steps, and why those who have taken none did not. Why a trigger does not want an event
/// is not noted as it passes but found out when somebody asks, by the filter that it has now.
record JourneyReport(Journeys journeys, Supplier<List<Hub>> hubs) {
    private static final int LIMIT = 100;
    private static final int MOST = 10_000;

    static Journeys open(Settings settings, Opened opened) throws StateException {
        var folder = settings.state().resolve("journeys");
        var limit = (long) settings.journeyMib() << 20;
        try {
            return opened.add(Journeys.open(folder, limit, InstantSource.system()));
        } catch (IOException e) {
            throw new StateException("what becomes of events cannot be kept in " + folder, e);
        }
    }

    /// `GET /api/journey?id=`, the id of an event or of the one that its flow began with.
    String journey(UnaryOperator<@Nullable String> parameters) throws IOException {
        var id = parameters.apply("id");
        if (id == null || id.isEmpty()) {
            throw new IllegalArgumentException("/api/journey needs ?id=, an event's id");
        }
        var found = journeys.read().flow(id);
        var tree = Flow.of(found.notes()).stream().map(this::journey).toList();
        return JourneyJson.write(new FlowJourney(tree, found.more()));
    }

    private EventJourney journey(TracedEvent event) {
        return new EventJourney(
                event.steps(),
                others(event.steps()),
                event.caused().stream().map(this::journey).toList());
    }

    private List<Other> others(List<Note> steps) {
        var places = steps.stream().map(Note::place).collect(Collectors.toSet());
        return hubs.get().stream()
                .flatMap(hub ->
                        accepted(hub, steps).stream()
                                .flatMap(note ->
                                        hub.egresses().stream()
                                                .filter(it -> !places.contains(it.ref().toString()))
                                                .map(it -> other(it, note))))
                .toList();
    }

    private static Optional<Note> accepted(Hub hub, List<Note> steps) {
        return steps.stream()
                .filter(note ->
                        note.kind() == Kind.ACCEPTED && note.place().equals(hub.ref().toString()))
                .findFirst();
    }

    private static Other other(Egress egress, Note accepted) {
        var event = Event.of(accepted.attributes(), null);
        var wanted = egress.filter().matches(event);
        return new Other(
                egress.ref().toString(),
                wanted ? Optional.empty() : Optional.of(egress.filter().whyNot(event)));
    }

    /// `GET /api/events?type=&source=&subject=&since=&after=&limit=&violated=`.
    String events(UnaryOperator<@Nullable String> parameters) throws IOException {
        var query =
                new EventQuery(
                        Optional.ofNullable(parameters.apply("type")),
                        Optional.ofNullable(parameters.apply("source")),
                        Optional.ofNullable(parameters.apply("subject")),
                        Optional.ofNullable(parameters.apply("since")).map(JourneyReport::time),
                        number("after", parameters, 0, Long.MAX_VALUE),
                        (int) number("limit", parameters, LIMIT, MOST),
                        "true".equals(parameters.apply("violated")));
        return JourneyJson.writeEvents(journeys.read().events(query));
    }

    private static Instant time(String since) {
        try {
            return Instant.parse(since);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "since is no time such as 2026-03-02T09:30:00Z: " + since, e);
        }
    }

    private static long number(
            String name, UnaryOperator<@Nullable String> parameters, long usual, long most) {
        var text = parameters.apply(name);
        try {
            long number = text == null ? usual : Long.parseLong(text);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is no number: " + text, e);
        }
        throw new IllegalArgumentException("%s is %s, not 0 to %d".formatted(name, text, most));
    }
}
