package dev.tideway.knlocal;

import dev.tideway.knlocal.dispatch.Hub;
import dev.tideway.knlocal.manifest.Broker;
import dev.tideway.knlocal.manifest.Channel;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.manifest.Subscription;
import dev.tideway.knlocal.manifest.Trigger;
import dev.tideway.knlocal.metrics.Exposition;
import dev.tideway.knlocal.metrics.Readings;
import dev.tideway.knlocal.metrics.Readings.Door;
import dev.tideway.knlocal.metrics.Readings.Queue;
import dev.tideway.knlocal.metrics.Readings.Told;
import dev.tideway.knlocal.metrics.Readings.Way;
import dev.tideway.knlocal.status.ControlPort.Report;
import dev.tideway.knlocal.status.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// `GET /metrics`: what the status says, and what was timed. Put together when somebody asks.
record MetricsReport(
        Supplier<Status> status, Tallies tallies, Resources resources, Supplier<List<Hub>> hubs)
        implements Report {
    @Override
    public String type() {
        return Exposition.TYPE;
    }

    @Override
    public String text(UnaryOperator<@Nullable String> parameters) throws IOException {
        var now = status.get();
        var readings =
                new Readings(
                        doors(now),
                        queues(now),
                        ways(now),
                        now.functions(),
                        tallies.traces().told().map(it -> new Told(it.exported(), it.dropped())));
        return Exposition.of(readings, tallies.timings());
    }

    private List<Door> doors(Status now) {
        var doors = new ArrayList<Door>();
        now.brokers().forEach(it -> doors.add(door(broker(it.key()), it.accepted(), it.refused())));
        now.channels()
                .forEach(it -> doors.add(door(channel(it.key()), it.accepted(), it.refused())));
        for (var sink : resources.sinks().values()) {
            var count = tallies.counts().in(sink.ref());
            doors.add(door(sink.ref(), count.accepted().sum(), count.refused().sum()));
        }
        return doors;
    }

    private Door door(ObjectRef ref, long accepted, long refused) {
        return new Door(ref, accepted, refused, tallies.counts().in(ref).violated().sum());
    }

    private List<Queue> queues(Status now) {
        var matched = matched();
        var queues = new ArrayList<Queue>();
        now.triggers().forEach(it -> queues.add(queue(trigger(it.key()), matched, it.lag())));
        now.subscriptions()
                .forEach(it -> queues.add(queue(subscription(it.key()), matched, it.lag())));
        return queues;
    }

    private static Queue queue(ObjectRef ref, Map<ObjectRef, Long> matched, long lag) {
        return new Queue(ref, matched.getOrDefault(ref, 0L), lag);
    }

    private Map<ObjectRef, Long> matched() {
        var matched = new HashMap<ObjectRef, Long>();
        hubs.get().forEach(hub -> hub.eachMatched((it, count) -> matched.put(it.ref(), count)));
        return matched;
    }

    private static List<Way> ways(Status now) {
        var ways = new ArrayList<Way>();
        now.triggers()
                .forEach(it ->
                        ways.add(
                                new Way(
                                        trigger(it.key()),
                                        it.delivered(),
                                        it.retried(),
                                        it.deadLettered())));
        now.subscriptions()
                .forEach(it ->
                        ways.add(
                                new Way(
                                        subscription(it.key()),
                                        it.delivered(),
                                        it.retried(),
                                        it.deadLettered())));
        now.sources()
                .forEach(it ->
                        ways.add(
                                new Way(
                                        new ObjectRef(it.type(), it.key()),
                                        it.delivered(),
                                        it.retried(),
                                        it.lost())));
        return ways;
    }

    private static ObjectRef broker(Key key) {
        return new ObjectRef(Broker.KIND, key);
    }

    private static ObjectRef channel(Key key) {
        return new ObjectRef(Channel.KIND, key);
    }

    private static ObjectRef trigger(Key key) {
        return new ObjectRef(Trigger.KIND, key);
    }

    private static ObjectRef subscription(Key key) {
        return new ObjectRef(Subscription.KIND, key);
    }
}
