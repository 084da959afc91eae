package dev.tideway.knlocal.journey;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.journey.Note.Kind;
import dev.tideway.knlocal.manifest.ObjectRef;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is kept of a step.
final class Notes {
    /// Characters of any one text: an attribute may be as long as a whole event.
    private static final int LONGEST = 1_000;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private Notes() {}

    static Note of(long number, Instant at, Step step) {
        return switch (step) {
            case Step.Refused it -> refused(number, at, it);
            case Step.Violated it ->
                    new Draft(number, at, Kind.VIOLATED, it.ingress(), it.event())
                            .note(
                                    Map.of("why", it.why(), "refused", "" + it.refused()),
                                    shortened(it.event().attributes()));
            case Step.Accepted it ->
                    new Draft(number, at, Kind.ACCEPTED, it.ingress(), it.event())
                            .note(accepted(at, it), shortened(it.event().attributes()));
            case Step.Held it ->
                    new Draft(number, at, Kind.HELD, it.egress(), it.event())
                            .note(
                                    Map.of(
                                            "function",
                                            it.function().toString(),
                                            "millis",
                                            millis(it.waited()),
                                            "asleep",
                                            "" + it.asleep()));
            case Step.Retrying it ->
                    new Draft(number, at, Kind.RETRYING, it.egress(), it.event())
                            .note(retrying(at, it));
            case Step.Disturbed it ->
                    new Draft(number, at, Kind.DISTURBED, it.egress(), it.event())
                            .note(Map.of("why", it.why()));
            case Step.Delivered it -> delivered(number, at, it);
            case Step.DeadLettered it ->
                    new Draft(number, at, Kind.DEAD_LETTERED, it.egress(), it.event())
                            .note(deadLettered(at, it));
            case Step.Lost it ->
                    new Draft(number, at, Kind.LOST, it.egress(), it.event()).note(lost(it));
            case Step.Replayed it -> of(number, at, it.step()).with("replay", it.replay());
        };
    }

    private record Draft(long number, Instant at, Kind kind, ObjectRef place, Event event) {
        Note note(Map<String, String> details) {
            return note(details, Map.of());
        }

        Note note(Map<String, String> details, Map<String, String> attributes) {
            return new Note(
                    number,
                    at,
                    kind,
                    place.toString(),
                    shortened(event.id()),
                    shortened(event.source()),
                    shortened(event.type()),
                    shortened(
                            Optional.ofNullable(event.attribute("correlationid"))
                                    .orElseGet(event::id)),
                    shortened(details),
                    attributes);
        }
    }

    private static Note refused(long number, Instant at, Step.Refused it) {
        var details = new LinkedHashMap<String, String>();
        details.put("status", "" + it.status());
        details.put("why", shortened(it.why()));
        it.ingress().ifPresent(ingress -> details.put("ingress", ingress.toString()));
        return new Note(
                number, at, Kind.REFUSED, shortened(it.path()), "", "", "", "", details, Map.of());
    }

    private static Map<String, String> accepted(Instant at, Step.Accepted it) {
        var details = new LinkedHashMap<String, String>();
        details.put("partition", "" + it.partition());
        details.put("offset", "" + it.offset());
        if (!it.event().trace().isNone()) {
            details.put("trace", it.event().trace().traceId());
            addLength(it.event(), at, details);
        }
        return details;
    }

    private static Map<String, String> retrying(Instant at, Step.Retrying it) {
        var details = new LinkedHashMap<String, String>();
        details.put("attempt", "" + it.attempt());
        details.put("why", it.why());
        details.put("delay", millis(it.delay()));
        addLength(it.event(), at, details);
        return details;
    }

    private static Map<String, String> deadLettered(Instant at, Step.DeadLettered it) {
        var details = new LinkedHashMap<String, String>();
        details.put("sink", it.sink().toString());
        details.put("why", it.why());
        addLength(it.event(), at, details);
        addTried(it.tried(), details);
        return details;
    }

    private static Map<String, String> lost(Step.Lost it) {
        var details = new LinkedHashMap<String, String>();
        details.put("why", it.why());
        addTried(it.tried(), details);
        return details;
    }

    /// Of the span that the step ends.
    private static void addLength(Event event, Instant at, Map<String, String> details) {
        if (!event.trace().isNone()) {
            details.put("millis", millis(Duration.between(event.trace().begun(), at)));
        }
    }

    /// The last attempt at the subscriber, which no step of its own tells of.
    private static void addTried(List<Step.Tried> tried, Map<String, String> details) {
        if (!tried.isEmpty() && !tried.getFirst().span().isNone()) {
            var first = tried.getFirst();
            details.put("attempt", "" + first.number());
            details.put("tried", first.span().begun().toString());
            details.put("triedMillis", millis(first.took()));
        }
    }

    private static Note delivered(long number, Instant at, Step.Delivered it) {
        var details = new LinkedHashMap<String, String>();
        details.put("attempt", "" + it.attempt());
        details.put("millis", millis(it.took()));
        it.reply()
                .ifPresent(reply -> {
                    details.put("replyId", reply.id());
                    details.put("replySource", reply.source());
                    details.put("replyType", reply.type());
                });
        return new Draft(number, at, Kind.DELIVERED, it.egress(), it.event()).note(details);
    }

    /// With one digit after the point. Written with each delivery: a format string would cost more than all the rest of its note.
    private static String millis(Duration duration) {
        var tenths = Math.max(0, (duration.toNanos() + 50_000) / 100_000);
        return tenths / 10 + "." + tenths % 10;
    }

    private static Map<String, String> shortened(Map<String, String> texts) {
        var result = new LinkedHashMap<String, String>();
        texts.forEach((name, text) -> result.put(name, shortened(text)));
        return result;
    }

    /// Fit for a terminal and a page, whatever a function answered.
    private static String shortened(String text) {
        if (text.length() <= LONGEST && text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        var cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return CONTROL.matcher(cut).replaceAll("?");
    }
}
