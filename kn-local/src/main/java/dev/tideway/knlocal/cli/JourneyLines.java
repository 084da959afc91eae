package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.cli.Table.Colour;
import dev.tideway.knlocal.journey.Note;
import dev.tideway.knlocal.journey.Note.Kind;
import dev.tideway.knlocal.status.EventJourney;
import dev.tideway.knlocal.status.EventJourney.Other;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Journeys as a tree: each event with its steps, and below it the events that it caused. Pure.
///
/// @param asked id of the event that is asked about: why others do not want it is told of that one, and of events that nobody takes
/// @param colours whether to colour them
/// @param zone in which times are told
public record JourneyLines(String asked, boolean colours, ZoneId zone) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    /// As wide as the time and what has passed.
    private static final String UNDER_STEPS = " ".repeat(21);

    public List<String> of(List<EventJourney> journeys) {
        var lines = new ArrayList<String>();
        journeys.forEach(journey -> event(journey, "", "", lines));
        return lines;
    }

    /// To the millisecond.
    static String time(Instant at, ZoneId zone) {
        return TIME.format(at.atZone(zone));
    }

    private void event(EventJourney journey, String head, String indent, List<String> lines) {
        var first = journey.steps().getFirst();
        lines.add(
                "%s%s  %s  from %s"
                        .formatted(head, first.type(), first.id(), first.source())
                        .stripTrailing());
        var hasMore = !journey.caused().isEmpty();
        var margin = indent + (hasMore ? "│ " : "  ");
        Note before = first;
        for (var step : journey.steps()) {
            lines.add(margin + step(step, before));
            before = step;
        }
        others(journey).forEach(line -> lines.add(margin + line));
        for (int i = 0; i < journey.caused().size(); i++) {
            var last = i == journey.caused().size() - 1;
            event(
                    journey.caused().get(i),
                    indent + (last ? "└─ " : "├─ "),
                    indent + (last ? "   " : "│  "),
                    lines);
        }
    }

    private List<String> others(EventJourney journey) {
        var unwanted = journey.others().stream().filter(it -> it.whyNot().isPresent()).toList();
        var inFull =
                journey.steps().getFirst().id().equals(asked)
                        || unwanted.size() == 1
                        || journey.steps().stream().noneMatch(it -> isTaken(it.kind()));
        if (inFull) {
            return journey.others().stream().map(this::other).toList();
        }
        var lines =
                new ArrayList<>(
                        journey.others().stream()
                                .filter(it -> it.whyNot().isEmpty())
                                .map(this::other)
                                .toList());
        if (!unwanted.isEmpty()) {
            lines.add(
                    UNDER_STEPS + paint(Colour.FAINT, unwanted.size() + " others do not want it"));
        }
        return lines;
    }

    private static boolean isTaken(Kind kind) {
        return kind != Kind.ACCEPTED && kind != Kind.VIOLATED;
    }

    private String step(Note note, Note before) {
        var passed = Duration.between(before.at(), note.at()).toMillis();
        var text =
                switch (note.kind()) {
                    case ACCEPTED ->
                            "accepted %sby %s, partition %s offset %s%s"
                                    .formatted(
                                            note.again() ? "again " : "",
                                            note.place(),
                                            note.detail("partition"),
                                            note.detail("offset"),
                                            note.again() ? ": its sender sent it twice" : "");
                    case REFUSED ->
                            "refused with %s: %s"
                                    .formatted(note.detail("status"), note.detail("why"));
                    case VIOLATED -> violated(note);
                    case HELD ->
                            "%s: held %s ms until %s %s"
                                    .formatted(
                                            note.place(),
                                            note.detail("millis"),
                                            note.detail("function"),
                                            note.detail("asleep").equals("true")
                                                    ? "had started"
                                                    : "had room");
                    case RETRYING ->
                            "%s: attempt %s failed, %s; tried again after %s ms"
                                    .formatted(
                                            note.place(),
                                            note.detail("attempt"),
                                            note.detail("why"),
                                            note.detail("delay"));
                    case DISTURBED -> note.place() + ": " + note.detail("why");
                    case DELIVERED -> delivered(note);
                    case DEAD_LETTERED ->
                            "%s: dead letter, %s; %s has it"
                                    .formatted(
                                            note.place(), note.detail("why"), note.detail("sink"));
                    case LOST -> "%s: lost, %s".formatted(note.place(), note.detail("why"));
                };
        var replay = note.detail("replay");
        return "%s %6s  %s"
                .formatted(
                        time(note.at(), zone),
                        passed > 0 ? "+" + passed : "",
                        paint(note, replay.isEmpty() ? text : text + " (replay " + replay + ")"));
    }

    private static String violated(Note note) {
        return "its data do not keep the schema of its type: %s%s"
                .formatted(
                        note.detail("why"), note.refused() ? "; refused by " + note.place() : "");
    }

    private static String delivered(Note note) {
        var attempt = note.detail("attempt");
        var reply = note.detail("replyType");
        return "%s: delivered%s in %s ms%s%s"
                .formatted(
                        note.place(),
                        note.again() ? " again" : "",
                        note.detail("millis"),
                        attempt.equals("1") ? "" : " at attempt " + attempt,
                        reply.isEmpty() ? "" : ", it answered " + reply);
    }

    private String paint(Note note, String text) {
        var colour =
                switch (note.kind()) {
                    case ACCEPTED, HELD -> Colour.NONE;
                    case DELIVERED -> Colour.GREEN;
                    case VIOLATED, RETRYING, DISTURBED -> Colour.YELLOW;
                    case REFUSED, DEAD_LETTERED, LOST -> Colour.RED;
                };
        return paint(colour, text);
    }

    private String other(Other other) {
        var text =
                "%s: %s"
                        .formatted(
                                other.place(),
                                other.whyNot()
                                        .map(why -> "not wanted, " + why)
                                        .orElse("wanted, not delivered yet"));
        return UNDER_STEPS + paint(other.whyNot().isEmpty() ? Colour.YELLOW : Colour.FAINT, text);
    }

    private String paint(Colour colour, String text) {
        return colours ? colour.paint(text) : text;
    }
}
