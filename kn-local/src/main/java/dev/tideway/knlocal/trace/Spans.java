package dev.tideway.knlocal.trace;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.TraceContext;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.journey.Step.Tried;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.trace.Span.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The spans that a step of an event ends.
///
/// ```
///   send default/default             it came in: as long as it took until the log had it
///   ├─ deliver default/orders        an attempt to deliver it, with what came of it; a function's own span is in this one
///   │  ├─ hold default/orders        its wait for the function
///   │  └─ send default/default       the answer, which came in
///   └─ dead-letter default/orders    the delivery to the dead-letter sink
/// ```
final class Spans {
    private final Instant at;
    private final List<Span> spans = new ArrayList<>();

    private Spans(Instant at) {
        this.at = at;
    }

    /// None of a trace that nobody is told of.
    static List<Span> of(Instant at, Step step) {
        var spans = new Spans(at);
        spans.add(step, Optional.empty());
        return spans.spans;
    }

    private void add(Step step, Optional<String> replay) {
        switch (step) {
            case Step.Accepted it -> accepted(it);
            case Step.Held it -> held(it, replay);
            case Step.Delivered it -> {
                var sent = new Sent(it.egress(), it.event(), it.event().trace(), it.attempt());
                attempt(sent, it.took(), Optional.empty(), replay);
            }
            case Step.Retrying it -> {
                var sent = new Sent(it.egress(), it.event(), it.event().trace(), it.attempt());
                var took = Duration.between(it.event().trace().begun(), at);
                attempt(sent, took, Optional.of(it.why()), replay);
            }
            case Step.Disturbed it -> disturbed(it, replay);
            case Step.DeadLettered it -> deadLettered(it, replay);
            case Step.Lost it -> lost(it, replay);
            case Step.Replayed it -> add(it.step(), Optional.of(it.replay()));
            case Step.Refused _, Step.Violated _ -> {}
        }
    }

    private void accepted(Step.Accepted it) {
        if (it.event().trace().sampled()) {
            var words =
                    Attributes.of(it.event())
                            .put("messaging.operation.name", "send")
                            .put("messaging.operation.type", "send")
                            .put("messaging.destination.name", it.ingress().key().toString())
                            .put("messaging.destination.partition.id", "" + it.partition())
                            .put("knative.offset", it.offset());
            var trace = it.event().trace();
            add(trace, name("send", it.ingress()), Kind.PRODUCER, trace.begun(), words);
        }
    }

    private void held(Step.Held it, Optional<String> replay) {
        if (it.event().trace().sampled()) {
            var words =
                    Attributes.of(it.event(), it.egress(), replay)
                            .put("faas.invoked_name", it.function().toString())
                            .put("faas.coldstart", "" + it.asleep());
            add(
                    it.event().trace().child(),
                    name("hold", it.egress()),
                    Kind.INTERNAL,
                    at.minus(it.waited()),
                    words);
        }
    }

    /// @param span of the attempt
    private record Sent(ObjectRef egress, Event event, TraceContext span, int number) {}

    private void attempt(
            Sent sent, Duration took, Optional<String> error, Optional<String> replay) {
        if (sent.span().sampled()) {
            var words =
                    Attributes.of(sent.event(), sent.egress(), replay)
                            .put("messaging.operation.name", "deliver")
                            .put("knative.delivery.attempt", (long) sent.number());
            error.ifPresent(words::failed);
            spans.add(
                    new Span(
                            sent.span(),
                            name("deliver", sent.egress()),
                            Kind.CLIENT,
                            sent.span().begun(),
                            sent.span().begun().plus(took),
                            words.all(),
                            error.map(Attributes::text)));
        }
    }

    private void disturbed(Step.Disturbed it, Optional<String> replay) {
        if (it.event().trace().sampled()) {
            var words =
                    Attributes.of(it.event(), it.egress(), replay).put("knative.fault", it.why());
            add(it.event().trace().child(), name("fault", it.egress()), Kind.INTERNAL, at, words);
        }
    }

    /// The dead letter arrived, but it is a failure that it had to.
    private void deadLettered(Step.DeadLettered it, Optional<String> replay) {
        tried(it.egress(), it.event(), it.tried(), replay);
        var trace = it.event().trace();
        if (trace.sampled()) {
            var words =
                    Attributes.of(it.event(), it.egress(), replay)
                            .put("messaging.operation.name", "deliver")
                            .put("knative.sink", it.sink().toString());
            failed(
                    new Failed(trace, name("dead-letter", it.egress()), Kind.CLIENT, trace.begun()),
                    words,
                    it.why());
        }
    }

    private void lost(Step.Lost it, Optional<String> replay) {
        tried(it.egress(), it.event(), it.tried(), replay);
        if (it.event().trace().sampled()) {
            var words = Attributes.of(it.event(), it.egress(), replay);
            var place = it.event().trace().child();
            failed(
                    new Failed(place, name("lose", it.egress()), Kind.INTERNAL, at),
                    words,
                    it.why());
        }
    }

    private void tried(ObjectRef egress, Event event, List<Tried> tried, Optional<String> replay) {
        for (var one : tried) {
            var sent = new Sent(egress, event, one.span(), one.number());
            attempt(sent, one.took(), Optional.of(one.why()), replay);
        }
    }

    private void add(TraceContext place, String name, Kind kind, Instant begin, Attributes words) {
        spans.add(new Span(place, name, kind, begin, at, words.all(), Optional.empty()));
    }

    private record Failed(TraceContext place, String name, Kind kind, Instant begin) {}

    private void failed(Failed it, Attributes words, String why) {
        var error = Optional.of(Attributes.text(why));
        var all = words.failed(why).all();
        spans.add(new Span(it.place(), it.name(), it.kind(), it.begin(), at, all, error));
    }

    private static String name(String what, ObjectRef ref) {
        return what + " " + ref.key();
    }
}
