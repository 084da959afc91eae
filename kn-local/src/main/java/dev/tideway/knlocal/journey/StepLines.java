package dev.tideway.knlocal.journey;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.journey.Note.Kind;
import dev.tideway.knlocal.manifest.ObjectRef;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is kept of each step, a line that [NoteJson] reads as a [Note]. For one thread at a time.
final class StepLines {
    private final JsonLines json = new JsonLines();

    /// As people say it, of each place: there are as many as triggers, brokers and the like.
    private final Map<ObjectRef, String> places = new HashMap<>();

    /// Of the step at hand.
    private String replay = "";

    /// Bytes that wait to be drained.
    int size() {
        return json.size();
    }

    void drain(JsonLines.Sink sink) throws IOException {
        json.drain(sink);
    }

    void add(long number, Instant at, Step step) {
        switch (step) {
            case Step.Refused it -> refused(number, at, it);
            case Step.Violated it -> {
                begin(number, at, Kind.VIOLATED, it.ingress(), it.event());
                json.text("why", it.why());
                json.text("refused", Boolean.toString(it.refused()));
                end(it.event());
            }
            case Step.Accepted it -> {
                begin(number, at, Kind.ACCEPTED, it.ingress(), it.event());
                accepted(at, it);
                end(it.event());
            }
            case Step.Held it -> {
                begin(number, at, Kind.HELD, it.egress(), it.event());
                json.text("function", it.function().toString());
                json.text("millis", millis(it.waited()));
                json.text("asleep", Boolean.toString(it.asleep()));
                end();
            }
            case Step.Retrying it -> {
                begin(number, at, Kind.RETRYING, it.egress(), it.event());
                retrying(at, it);
                end();
            }
            case Step.Disturbed it -> {
                begin(number, at, Kind.DISTURBED, it.egress(), it.event());
                json.text("why", it.why());
                end();
            }
            case Step.Delivered it -> {
                begin(number, at, Kind.DELIVERED, it.egress(), it.event());
                delivered(it);
                end();
            }
            case Step.DeadLettered it -> {
                begin(number, at, Kind.DEAD_LETTERED, it.egress(), it.event());
                json.text("sink", it.sink().toString());
                json.text("why", it.why());
                length(it.event(), at);
                tried(it.tried());
                end();
            }
            case Step.Lost it -> {
                begin(number, at, Kind.LOST, it.egress(), it.event());
                json.text("why", it.why());
                tried(it.tried());
                end();
            }
            case Step.Replayed it -> {
                replay = it.replay();
                add(number, at, it.step());
                replay = "";
            }
        }
    }

    private void begin(long number, Instant at, Kind kind, ObjectRef place, Event event) {
        begin(number, at, kind, places.computeIfAbsent(place, ObjectRef::toString));
        json.text("id", event.id());
        json.text("source", event.source());
        json.text("type", event.type());
        var flow = event.attribute("correlationid");
        json.text("flow", flow == null ? event.id() : flow);
        json.open("details");
        if (!replay.isEmpty()) {
            json.text("replay", replay);
        }
    }

    private void begin(long number, Instant at, Kind kind, String place) {
        json.begin();
        json.number("number", number);
        json.time("at", at);
        json.text("step", kind.name());
        json.text("place", place);
    }

    private void end() {
        json.close();
        json.end();
    }

    private void end(Event event) {
        json.close();
        json.open("attributes");
        event.attributes().forEach(json::text);
        end();
    }

    private void refused(long number, Instant at, Step.Refused it) {
        begin(number, at, Kind.REFUSED, it.path());
        json.open("details");
        json.text("status", Integer.toString(it.status()));
        json.text("why", it.why());
        it.ingress().ifPresent(ingress -> json.text("ingress", ingress.toString()));
        end();
    }

    private void accepted(Instant at, Step.Accepted it) {
        json.text("partition", Integer.toString(it.partition()));
        json.text("offset", Long.toString(it.offset()));
        if (!it.event().trace().isNone()) {
            json.text("trace", it.event().trace().traceId());
            length(it.event(), at);
        }
    }

    private void retrying(Instant at, Step.Retrying it) {
        json.text("attempt", Integer.toString(it.attempt()));
        json.text("why", it.why());
        json.text("delay", millis(it.delay()));
        length(it.event(), at);
    }

    private void delivered(Step.Delivered it) {
        json.text("attempt", Integer.toString(it.attempt()));
        json.text("millis", millis(it.took()));
        it.reply()
                .ifPresent(reply -> {
                    json.text("replyId", reply.id());
                    json.text("replySource", reply.source());
                    json.text("replyType", reply.type());
                });
    }

    /// Of the span that the step ends.
    private void length(Event event, Instant at) {
        if (!event.trace().isNone()) {
            json.text("millis", millis(Duration.between(event.trace().begun(), at)));
        }
    }

    /// The last attempt at the subscriber, which no step of its own tells of.
    private void tried(List<Step.Tried> tried) {
        if (!tried.isEmpty() && !tried.getFirst().span().isNone()) {
            var first = tried.getFirst();
            json.text("attempt", Integer.toString(first.number()));
            json.text("tried", first.span().begun().toString());
            json.text("triedMillis", millis(first.took()));
        }
    }

    /// With one digit after the point. Written with each delivery: a format string would cost more than all the rest of its line.
    private static String millis(Duration duration) {
        var tenths = Math.max(0, (duration.toNanos() + 50_000) / 100_000);
        return tenths / 10 + "." + tenths % 10;
    }
}
