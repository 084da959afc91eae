package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.TraceContext;
import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.journey.Step.Tried;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.reply.Answer;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Sends an event to a destination until it is taken, or refused for good, or the retries are used up.
final class Deliveries {
    private static final int WHY_LENGTH = 300;

    private final ObjectRef egress;
    private final Policy policy;
    private final Transport transport;
    private final Journey journey;
    private final CountDownLatch stopping;
    private final boolean answersRead;

    /// @param stopping counted down when the runner stops: no retry is waited for then
    Deliveries(
            ObjectRef egress,
            Policy policy,
            Transport transport,
            Journey journey,
            CountDownLatch stopping) {
        this(egress, policy, transport, journey, stopping, true);
    }

    private Deliveries(
            ObjectRef egress,
            Policy policy,
            Transport transport,
            Journey journey,
            CountDownLatch stopping,
            boolean answersRead) {
        this.egress = egress;
        this.policy = policy;
        this.transport = transport;
        this.journey = journey;
        this.stopping = stopping;
        this.answersRead = answersRead;
    }

    /// The same, but whatever a taker answers is not even looked at.
    Deliveries oneWay() {
        return new Deliveries(egress, policy, transport, journey, stopping, false);
    }

    sealed interface Outcome {
        /// It was, and perhaps answered.
        ///
        /// @param span of the attempt that was taken; the reply is in it
        record Taken(int attempt, Duration took, Optional<Event> reply, TraceContext span)
                implements Outcome {
            /// The same, as it failed in the end.
            Tried failed(Failure why) {
                return new Tried(attempt, span, took, why.why());
            }
        }

        record GivenUp(Failure failure, Tried last) implements Outcome {}
    }

    /// @throws InterruptedException when the runner stops before there is an outcome: the event is then not
    ///     finished
    Outcome deliver(Route route, Event event) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            var span = event.trace().child();
            var sent = event.within(span);
            long start = System.nanoTime();
            var judged = judge(route, transport.send(route, sent, policy.timeout()));
            var took = Duration.ofNanos(System.nanoTime() - start);
            switch (judged) {
                case Judged.Taken(var reply) -> {
                    return new Outcome.Taken(attempt, took, reply.map(it -> it.within(span)), span);
                }
                case Judged.Failed(var failure) -> {
                    if (!failure.retryable() || attempt > policy.retries()) {
                        var last = new Tried(attempt, span, took, failure.why());
                        return new Outcome.GivenUp(failure, last);
                    }
                    waitBeforeRetry(sent, attempt, failure);
                }
            }
        }
    }

    /// The same event in a trace, be it one that begins here.
    Event traced(Event event) {
        return transport.traced(event);
    }

    /// Whether a fault on purpose wants an event that was taken delivered once more.
    boolean duplicates(Route route, Event event) {
        return transport.duplicates(route, event);
    }

    private void waitBeforeRetry(Event event, int attempt, Failure failure)
            throws InterruptedException {
        var delay = policy.delayBefore(attempt);
        journey.record(new Step.Retrying(egress, event, attempt, failure.why(), delay));
        if (stopping.await(TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS)) {
            throw new InterruptedException("stopping");
        }
    }

    private sealed interface Judged {
        record Taken(Optional<Event> reply) implements Judged {}

        record Failed(Failure failure) implements Judged {}
    }

    private Judged judge(Route route, Attempt attempt) {
        return switch (attempt) {
            case Attempt.Unreachable(var why) ->
                    new Judged.Failed(Failure.unreachable(route.uri(), why));
            case Attempt.Answered answered when answered.succeeded() ->
                    answersRead ? read(route, answered) : new Judged.Taken(Optional.empty());
            case Attempt.Answered answered -> new Judged.Failed(refused(route, answered));
        };
    }

    private Judged read(Route route, Attempt.Answered answered) {
        return switch (Answer.read(answered.headers(), answered.body().getBytes())) {
            case Answer.Nothing() -> new Judged.Taken(Optional.empty());
            case Answer.Reply(var event) -> new Judged.Taken(Optional.of(event));
            case Answer.Unreadable(var why) -> unreadable(route, why);
        };
    }

    /// The Kafka data plane gives such an event up at once; the channel-based broker's filter answers its channel
    /// with a 502, which is tried again; a channel of its own discards the answer.
    private Judged unreadable(Route route, String why) {
        var said = "its answer is no CloudEvent: " + why;
        return switch (policy.plane()) {
            case KAFKA -> new Judged.Failed(Failure.unusableAnswer(route.uri(), said));
            case MT_BROKER ->
                    new Judged.Failed(
                            new Failure(
                                    route.uri(),
                                    OptionalInt.of(502),
                                    Buffer.buffer(),
                                    Map.of(),
                                    true,
                                    said));
            case IN_MEMORY_CHANNEL -> new Judged.Taken(Optional.empty());
        };
    }

    private static Failure refused(Route route, Attempt.Answered answered) {
        return new Failure(
                route.uri(),
                OptionalInt.of(answered.status()),
                answered.body(),
                errorExtensions(answered),
                answered.retryable(),
                answered.status() + oneLine(answered.body()));
    }

    /// `Kne-Reason: x` becomes the extension `reason` of the dead letter, as the Kafka broker has it.
    private static Map<String, String> errorExtensions(Attempt.Answered answered) {
        var extensions = new HashMap<String, String>();
        for (var header : answered.headers()) {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith("kne-")) {
                extensions.put(name.substring("kne-".length()), header.getValue());
            }
        }
        return extensions;
    }

    private static String oneLine(Buffer body) {
        var text =
                body.getString(0, Math.min(body.length(), WHY_LENGTH))
                        .replaceAll("\\s+", " ")
                        .strip();
        return text.isEmpty() ? "" : " " + text;
    }
}
