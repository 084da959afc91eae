package dev.tideway.knlocal;

import dev.tideway.knlocal.dispatch.Egress;
import dev.tideway.knlocal.dispatch.Http;
import dev.tideway.knlocal.dispatch.Hub;
import dev.tideway.knlocal.dispatch.Routes;
import dev.tideway.knlocal.filter.Filter;
import dev.tideway.knlocal.ingress.Door;
import dev.tideway.knlocal.ingress.Ingress;
import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.log.EventLog;
import dev.tideway.knlocal.log.LogException;
import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.manifest.KafkaSink;
import dev.tideway.knlocal.manifest.KafkaSource;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.schema.Inspection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// KafkaSources and KafkaSinks. One whose topic is somebody else's and missing is waited for, as on a cluster.
final class KafkaConnectors implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaConnectors.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Kafka kafka;
    private final Egresses egresses;
    private final Http http;
    private final Journey journey;
    private final Ingress ingress;
    private final List<Hub> hubs = new CopyOnWriteArrayList<>();
    private final Set<ObjectRef> waiting = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopping = new CountDownLatch(1);

    KafkaConnectors(Kafka kafka, Egresses egresses, Http http, Journey journey, Ingress ingress) {
        this.kafka = kafka;
        this.egresses = egresses;
        this.http = http;
        this.journey = journey;
        this.ingress = ingress;
    }

    void open(KafkaSource source) {
        orLater(source.ref(), source.topics(), () -> opened(source));
    }

    void open(KafkaSink sink) {
        orLater(sink.ref(), List.of(sink.topic().name()), () -> opened(sink));
    }

    private boolean opened(KafkaSource source) {
        var logs = kafka.logs().source(source);
        logs.ifPresent(all -> all.forEach(log -> hubs.add(hub(source, log).start())));
        return logs.isPresent();
    }

    private Hub hub(KafkaSource source, EventLog log) {
        var egress =
                new Egress(
                        source.ref(),
                        source.group(),
                        new Filter.Everything(),
                        source.order(),
                        source.delivery(),
                        egresses.routes(
                                source.sink(), source.delivery(), new Routes.Replied.Unread()));
        return new Hub(
                source.ref(),
                DataPlane.KAFKA,
                log,
                List.of(egress),
                http,
                Inspection.NONE,
                journey);
    }

    private boolean opened(KafkaSink sink) {
        var log = kafka.logs().sink(sink);
        log.ifPresent(it ->
                ingress.open(
                        new Door(
                                sink.ref(), DataPlane.KAFKA, it, Inspection.NONE, sink.address())));
        return log.isPresent();
    }

    private void orLater(ObjectRef ref, List<String> topics, BooleanSupplier opening) {
        if (!opening.getAsBoolean()) {
            waiting.add(ref);
            LOG.warn("{} waits for topic {}: make it in Kafka", ref, String.join(", ", topics));
            Thread.startVirtualThread(() -> later(ref, opening));
        }
    }

    private void later(ObjectRef ref, BooleanSupplier opening) {
        try {
            while (!stopping.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                if (isOpen(ref, opening)) {
                    waiting.remove(ref);
                    LOG.info("{} has its topic now", ref);
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isOpen(ObjectRef ref, BooleanSupplier opening) {
        try {
            return opening.getAsBoolean();
        } catch (LogException e) {
            LOG.warn("{} looks for its topic: {}", ref, e.getMessage());
            return false;
        }
    }

    /// Why each that is not open is not.
    Map<ObjectRef, String> waiting() {
        var why = new ConcurrentHashMap<ObjectRef, String>();
        waiting.forEach(ref -> why.put(ref, "its topic does not exist"));
        return why;
    }

    @Override
    public void close() {
        stopping.countDown();
        hubs.forEach(Hub::close);
    }
}
