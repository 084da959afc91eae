package dev.tideway.knlocal;

import dev.tideway.knlocal.ingress.FrontDoor;
import dev.tideway.knlocal.manifest.EventTransform;
import dev.tideway.knlocal.manifest.JobSink;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.LogSink;
import dev.tideway.knlocal.manifest.ServiceHost;
import dev.tideway.knlocal.manifest.Sink;
import dev.tideway.knlocal.process.ChildProcess;
import dev.tideway.knlocal.process.LaunchException;
import dev.tideway.knlocal.sink.JobSinks;
import dev.tideway.knlocal.sink.Jobs;
import dev.tideway.knlocal.sink.LogSinks;
import dev.tideway.knlocal.sink.Transforms;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sinks that answer at a host of their own.
final class RunningSinks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningSinks.class);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int NOT_STARTED = 127;

    private final Vertx vertx;
    private final FrontDoor door;
    private final Programs programs;
    private final Bindings bindings;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Set<ChildProcess> children = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;
    private Optional<Jobs> jobs = Optional.empty();

    RunningSinks(Vertx vertx, FrontDoor door, Programs programs, Bindings bindings) {
        this.vertx = vertx;
        this.door = door;
        this.programs = programs;
        this.bindings = bindings;
    }

    Bindings bindings() {
        return bindings;
    }

    void open(EventTransform transform) {
        var sink = transform.sink().flatMap(bindings.addresses()::reachable);
        door.open(host(transform), new Transforms(vertx, transform, sink, http));
    }

    void open(LogSink sink) {
        door.open(host(sink), new LogSinks(vertx, sink));
    }

    /// All at once, as they share a host.
    void open(List<JobSink> sinks) {
        if (sinks.isEmpty()) {
            return;
        }
        var byKey = new LinkedHashMap<Key, JobSink>();
        sinks.forEach(sink -> byKey.put(sink.key(), sink));
        var running = new Jobs(programs.jobs(), this::run);
        jobs = Optional.of(running);
        try {
            running.resume(sinks);
        } catch (IOException e) {
            LOG.error("what jobs are left of the last run cannot be read: {}", e.toString());
        }
        door.open(host(sinks.getFirst()), new JobSinks(vertx, byKey, running));
    }

    private static String host(Sink sink) {
        return ServiceHost.of(sink.address().getHost());
    }

    private Optional<Integer> run(JobSink sink, Map<String, String> more, Path log) {
        try (var child = programs.start(sink.ref(), sink.program(), more, log)) {
            children.add(child);
            if (closing) {
                return Optional.empty();
            }
            int code = child.exited().join();
            children.remove(child);
            return closing ? Optional.empty() : Optional.of(code);
        } catch (LaunchException e) {
            LOG.warn("{}: {}", sink.ref(), e.getMessage());
            return Optional.of(NOT_STARTED);
        }
    }

    @Override
    public void close() {
        closing = true;
        jobs.ifPresent(Jobs::close);
        children.forEach(child -> child.stop(GRACE));
        http.close();
    }
}
