package dev.tideway.knlocal.ingress;

import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.HttpEvents;
import dev.tideway.knlocal.event.Sampling;
import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.log.AppendException;
import dev.tideway.knlocal.log.Logged;
import dev.tideway.knlocal.manifest.ClusterHost;
import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.schema.Inspection.Verdict;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The ingress of brokers, `POST /<namespace>/<broker>`, and of channels and sinks, told by their host: answered with 202 once the
/// log has the event, and with a reason when it never will. Runs on event loops; nothing here blocks.
///
/// The order of the checks is the Kafka data plane's receiver's: method, path or host, then the event.
public final class Ingress implements Handler<HttpServerRequest> {
    private final Map<String, Door> doors = new ConcurrentHashMap<>();
    private final Vertx vertx;
    private final Journey journey;
    private final int maxBody;
    private final Sampling sampling;

    /// @param maxBody bytes of a request's body; a larger one is answered 503, as by a Kafka that finds the
    ///     record too large
    /// @param sampling of traces that begin here
    public Ingress(Vertx vertx, Journey journey, int maxBody, Sampling sampling) {
        this.vertx = vertx;
        this.journey = journey;
        this.maxBody = maxBody;
        this.sampling = sampling;
    }

    /// From now on the broker or channel takes events.
    public void open(Door door) {
        doors.put(door.sign(), door);
    }

    private @Nullable Door door(HttpServerRequest request, String path) {
        var host = ClusterHost.of(FrontDoor.authority(request), request.uri()).host();
        var byBoth = doors.get(host + path);
        var byPath = byBoth == null ? doors.get(path) : byBoth;
        if (byPath != null) {
            return byPath;
        }
        var byHost = doors.get(host);
        var anyPath = byHost != null && byHost.plane() == DataPlane.KAFKA;
        return anyPath || path.equals("/") ? byHost : null;
    }

    @Override
    public void handle(HttpServerRequest request) {
        var path = FrontDoor.path(request);
        var door = door(request, path);
        if (Probes.isHealth(request, path)) {
            request.response().setStatusCode(200).end();
        } else if (request.method().equals(HttpMethod.POST)) {
            post(request, path, door);
        } else if (door != null && Probes.isProbe(request)) {
            Probes.answerProbe(request);
        } else if (door != null
                && door.plane() != DataPlane.KAFKA
                && request.method().equals(HttpMethod.OPTIONS)) {
            Probes.answerOptions(request);
        } else {
            request.response().putHeader("Allow", "POST");
            refuse(request, door, 405, request.method() + " is not allowed here, only POST");
        }
    }

    private void post(HttpServerRequest request, String path, @Nullable Door door) {
        if (door == null) {
            refuse(
                    request,
                    null,
                    404,
                    "no broker or channel takes events at %s%s; there is %s"
                            .formatted(
                                    shown(String.valueOf(request.authority())),
                                    shown(path),
                                    doors.isEmpty()
                                            ? "none yet"
                                            : String.join(", ", doors.keySet())));
        } else if (Probes.isProbe(request)) {
            Probes.answerProbe(request);
        } else {
            Body.read(
                    request,
                    maxBody,
                    body -> receive(request, door, body),
                    () -> refuse(request, door, 503, "larger than " + maxBody + " bytes"));
        }
    }

    private void receive(HttpServerRequest request, Door door, byte[] body) {
        switch (HttpEvents.decode(request.headers(), body)) {
            case Decoded.Valid(var event) -> accept(request, door, event);
            case Decoded.Unkeyable(var event, var why) -> {
                switch (door.plane()) {
                    case KAFKA -> refuse(request, door, 503, why);
                    case MT_BROKER, IN_MEMORY_CHANNEL -> accept(request, door, event);
                }
            }
            case Decoded.Invalid(var why) -> refuse(request, door, 400, why);
            case Decoded.NotAnEvent(var why) -> refuse(request, door, 400, why);
        }
    }

    private void accept(HttpServerRequest request, Door door, Event event) {
        var traced = event.within(sampling.enter(Caller.of(request, event)));
        var entering = Entry.of(Entry.chained(request, traced), door.plane());
        if (entering.isEmpty()) {
            refuse(request, door, 400, "knativebrokerttl is used up");
            return;
        }
        switch (door.inspection().of(event.attributes(), event.data())) {
            case Verdict.Kept() -> append(request, door, entering.get(), Optional.empty());
            case Verdict.Violated(var why) ->
                    append(request, door, entering.get(), Optional.of(why));
            case Verdict.Refused(var why) -> refuseUnfit(request, door, event, why);
        }
    }

    private void append(
            HttpServerRequest request, Door door, Event event, Optional<String> violation) {
        var context = vertx.getOrCreateContext();
        door.log()
                .append(
                        event,
                        (where, error) -> {
                            // Here already, so that it stands before what becomes of the event.
                            if (where != null) {
                                record(door, where, violation);
                            }
                            context.runOnContext(_ -> answer(request, door, where, error));
                        });
    }

    private void record(Door door, Logged where, Optional<String> violation) {
        violation.ifPresent(
                why -> journey.record(new Step.Violated(door.ref(), where.event(), false, why)));
        journey.record(
                new Step.Accepted(door.ref(), where.event(), where.partition(), where.offset()));
    }

    private void answer(
            HttpServerRequest request,
            Door door,
            @Nullable Logged where,
            @Nullable AppendException error) {
        if (where == null) {
            refuse(request, door, 503, error == null ? "not appended" : error.getMessage());
        } else {
            request.response().setStatusCode(202).end();
        }
    }

    /// A cluster has no such refusal, and so no answer without a body to be true to.
    private void refuseUnfit(HttpServerRequest request, Door door, Event event, String why) {
        var reason = "the data of %s do not keep the schema of its type: %s".formatted(event, why);
        journey.record(new Step.Violated(door.ref(), event, true, why));
        journey.record(
                new Step.Refused(
                        Optional.of(door.ref()), shown(FrontDoor.path(request)), 400, reason));
        request.response()
                .setStatusCode(400)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(reason + "\n");
    }

    private void refuse(
            HttpServerRequest request, @Nullable Door door, int status, @Nullable String why) {
        var reason = String.valueOf(why);
        var ref = Optional.ofNullable(door).map(Door::ref);
        journey.record(new Step.Refused(ref, shown(FrontDoor.path(request)), status, reason));
        if (!request.response().ended()) {
            request.response().setStatusCode(status).end();
        }
    }

    /// Fit for a terminal, whatever was sent.
    private static String shown(String path) {
        return path.replaceAll("\\p{Cc}", "?");
    }
}
