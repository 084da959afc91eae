package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.log.EventLog;
import dev.tideway.knlocal.log.Excerpt;
import dev.tideway.knlocal.log.Feed;
import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.reply.Replies;
import dev.tideway.knlocal.schema.Inspection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjLongConsumer;

/// A broker or channel at work: its log, and a dispatcher for each of its triggers or subscriptions, fed by one reader.
public final class Hub implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final ObjectRef ref;
    private final DataPlane plane;
    private final EventLog log;
    private final List<Dispatcher> dispatchers;
    private final Feed feed;
    private final Set<Replay> replays = ConcurrentHashMap.newKeySet();
    private final Http http;
    private final Replies replies;
    private final Journey journey;
    private volatile boolean closed;

    /// Remembers each egress' place in the log, so that all of them are Ready when this returns. Hands out nothing
    /// before [#start].
    ///
    /// @param ref what it is
    /// @param inspection of the replies that go into its log
    public Hub(
            ObjectRef ref,
            DataPlane plane,
            EventLog log,
            List<Egress> egresses,
            Http http,
            Inspection inspection,
            Journey journey) {
        this.ref = ref;
        this.plane = plane;
        this.log = log;
        this.http = http;
        this.journey = journey;
        this.replies = new Replies(ref, plane, log, inspection, journey);
        this.dispatchers = egresses.stream().map(egress -> dispatcher(egress, journey)).toList();
        this.feed =
                new Feed(
                        log, ref.toString(), dispatchers.stream().map(Dispatcher::wanted).toList());
        var subscriptions = feed.subscriptions();
        for (int i = 0; i < dispatchers.size(); i++) {
            dispatchers.get(i).whenRoom(subscriptions.get(i)::roomAgain);
        }
    }

    private Dispatcher dispatcher(Egress egress, Journey teller) {
        var policy = Policy.of(plane, egress.delivery());
        return new Dispatcher(
                egress,
                policy,
                log.partitions(),
                http.transport(egress.ref(), policy.format(), teller),
                replies,
                teller);
    }

    public Hub start() {
        feed.start();
        return this;
    }

    public ObjectRef ref() {
        return ref;
    }

    public DataPlane plane() {
        return plane;
    }

    public EventLog log() {
        return log;
    }

    public List<Egress> egresses() {
        return dispatchers.stream().map(Dispatcher::egress).toList();
    }

    /// Tells for each egress how many events of the log it has not finished.
    public void eachLag(ObjLongConsumer<Egress> teller) {
        var lags = feed.lags();
        for (int i = 0; i < dispatchers.size(); i++) {
            teller.accept(dispatchers.get(i).egress(), lags[i]);
        }
    }

    /// Delivers a part of its log to one of its egresses again, unless it is a dry run. Ends with the hub at the latest.
    public Replay replay(Replay.Order order, Excerpt excerpt) {
        var told = new Replayed(order.id(), journey);
        var dispatcher =
                Optional.of(order)
                        .filter(it -> !it.dry())
                        .map(it -> dispatcher(it.egress().ordered(), told));
        var replay = new Replay(order, excerpt, told, dispatcher);
        replays.removeIf(it -> !it.progress().isOpen());
        replays.add(replay);
        replay.start();
        if (closed) {
            replay.close();
        }
        return replay;
    }

    /// Tells for each egress how many events its filter has wanted since the start.
    public void eachMatched(ObjLongConsumer<Egress> teller) {
        dispatchers.forEach(it -> teller.accept(it.egress(), it.matched()));
    }

    /// Begins no more deliveries, waits shortly for those under way, and remembers each egress' place.
    @Override
    public void close() {
        closed = true;
        dispatchers.forEach(Dispatcher::close);
        var draining = new ArrayList<Thread>();
        replays.forEach(it -> draining.add(Thread.startVirtualThread(it::close)));
        for (var dispatcher : dispatchers) {
            draining.add(Thread.startVirtualThread(() -> dispatcher.awaitIdle(DRAIN)));
        }
        draining.forEach(Hub::join);
        feed.close();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
