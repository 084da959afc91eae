package dev.tideway.knlocal;

import dev.tideway.knlocal.dispatch.Egress;
import dev.tideway.knlocal.dispatch.Hub;
import dev.tideway.knlocal.dispatch.Replay;
import dev.tideway.knlocal.log.EventLog;
import dev.tideway.knlocal.log.Excerpt;
import dev.tideway.knlocal.log.Logged;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Trigger;
import dev.tideway.knlocal.status.ReplayJson;
import dev.tideway.knlocal.status.ReplayOrder.Part;
import dev.tideway.knlocal.status.ReplayStatus;
import dev.tideway.knlocal.status.ReplayStatus.Match;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The replays that were asked for, the last of them.
final class Replays {
    /// That are over and still told of.
    private static final int KEPT = 20;

    private final Supplier<List<Hub>> hubs;
    private final Deque<Replay> all = new ArrayDeque<>();
    private long last;

    Replays(Supplier<List<Hub>> hubs) {
        this.hubs = hubs;
    }

    private record Out(Hub hub, Egress egress) {
        Key key() {
            return egress.ref().key();
        }
    }

    /// `POST /api/replay`: starts one, and tells its id.
    synchronized String start(String json) {
        var order = ReplayJson.readOrder(json);
        var out = trigger(order.trigger());
        if (!order.dryRun()) {
            requireNone(out.egress());
        }
        var excerpt = excerpt(out.hub().log(), order.part());
        var replay = new Replay.Order(nextId(), out.egress(), order.dryRun());
        all.addLast(out.hub().replay(replay, excerpt));
        while (all.size() > KEPT && !isRunning(all.getFirst())) {
            all.removeFirst();
        }
        return ReplayJson.write(status(all.getLast()));
    }

    /// One after the other, lest an order that a trigger keeps is lost.
    private void requireNone(Egress egress) {
        for (var other : all) {
            if (isRunning(other)
                    && !other.order().dry()
                    && other.order().egress().ref().equals(egress.ref())) {
                throw new IllegalArgumentException(
                        "replay %s to %s is under way: wait for its end"
                                .formatted(other.order().id(), egress.ref()));
            }
        }
    }

    private static boolean isRunning(Replay replay) {
        return replay.progress().isOpen();
    }

    /// Never twice, also over restarts.
    private String nextId() {
        last = Math.max(last + 1, System.currentTimeMillis());
        return "r" + Long.toString(last, Character.MAX_RADIX);
    }

    private Out trigger(String name) {
        var triggers = hubs.get().stream().flatMap(Replays::triggers).toList();
        var keys = triggers.stream().map(Out::key).toList();
        return triggers.get(keys.indexOf(Called.one("trigger", name, keys)));
    }

    private static Stream<Out> triggers(Hub hub) {
        return hub.egresses().stream()
                .filter(it -> it.ref().kind().equals(Trigger.KIND))
                .map(it -> new Out(hub, it));
    }

    private static Excerpt excerpt(EventLog log, Part part) {
        return switch (part) {
            case Part.Times(var from, var to) -> Excerpt.between(log, from, to);
            case Part.Offsets(var partition, var from, var to) ->
                    Excerpt.of(log, partition, from, to.orElse(Long.MAX_VALUE));
        };
    }

    /// `GET /api/replays?id=`: how far that one is; without an id, all that are told of.
    synchronized String report(UnaryOperator<@Nullable String> parameters) {
        var id = parameters.apply("id");
        if (id == null) {
            var told = new ArrayList<ReplayStatus>();
            all.forEach(it -> told.add(status(it)));
            return ReplayJson.write(told);
        }
        return ReplayJson.write(status(known(id)));
    }

    private synchronized Replay known(String id) {
        return all.stream()
                .filter(it -> it.order().id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no replay %s is known here (any more)".formatted(id)));
    }

    /// `POST /api/replay/stop`: begins no more of its deliveries, waits shortly for those under way, and tells how far it came.
    /// One that is over is told of as it is. Not synchronized: others may ask meanwhile.
    String stop(String json) {
        var replay = known(ReplayJson.readId(json));
        if (isRunning(replay)) {
            replay.close();
        }
        return ReplayJson.write(status(replay));
    }

    private static ReplayStatus status(Replay replay) {
        var progress = replay.progress();
        return new ReplayStatus(
                replay.order().id(),
                replay.order().egress().ref().key().toString(),
                replay.order().dry(),
                progress.state().name(),
                progress.why(),
                progress.length(),
                progress.events(),
                progress.matched(),
                progress.delivered(),
                progress.failed(),
                progress.matches().stream().map(Replays::match).toList(),
                progress.matches().size() < progress.matched());
    }

    private static Match match(Logged logged) {
        var event = logged.event();
        var subject = event.attribute("subject");
        return new Match(
                logged.partition(),
                logged.offset(),
                event.id(),
                event.source(),
                event.type(),
                subject == null ? "" : subject);
    }
}
