package dev.tideway.knlocal.sink;

import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.manifest.JobSink;
import dev.tideway.knlocal.manifest.Key;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The host of all JobSinks: `POST /<namespace>/<name>` starts a job for the event, unless there is one already, and
/// answers 202 with a `Location`, at which `GET` tells how it stands (`cmd/jobsink` of Knative).
public final class JobSinks extends Replying {
    private static final Logger LOG = LoggerFactory.getLogger(JobSinks.class);

    private final Map<Key, JobSink> sinks;
    private final Jobs jobs;

    public JobSinks(Vertx vertx, Map<Key, JobSink> sinks, Jobs jobs) {
        super(vertx);
        this.sinks = Map.copyOf(sinks);
        this.jobs = jobs;
    }

    @Override
    Reply reply(Asked asked) {
        return switch (asked.method()) {
            case "POST" -> post(asked);
            case "GET" -> get(asked.path());
            default -> Reply.of(400, asked.method() + " is neither POST nor GET");
        };
    }

    private Reply post(Asked asked) {
        var parts = parts(asked.path());
        if (parts.length != 3) {
            return Reply.of(400, "wanted /<namespace>/<name>");
        }
        var sink = sinks.get(new Key(parts[1], parts[2]));
        return switch (asked.event()) {
            case Decoded.Valid(var event) -> accept(sink, event, asked.path());
            case Decoded.Unkeyable(var event, _) -> accept(sink, event, asked.path());
            case Decoded.Invalid(var why) -> refused(asked.path(), why);
            case Decoded.NotAnEvent(var why) -> refused(asked.path(), why);
        };
    }

    private Reply accept(@Nullable JobSink sink, Event event, String path) {
        if (sink == null) {
            return refused(path, "there is no JobSink of that name");
        }
        try {
            jobs.submit(sink, event);
            return Reply.of(202, Map.of("Location", location(sink.key(), event)));
        } catch (IOException e) {
            LOG.error("{}: the event cannot be kept: {}", sink.ref(), e.toString());
            return Reply.of(500, e.toString());
        }
    }

    private static Reply refused(String path, String why) {
        LOG.warn("refused    POST {} with 400: {}", path, why);
        return Reply.of(400, why);
    }

    private Reply get(String path) {
        var parts = parts(path);
        if (parts.length != 9
                || !parts[1].equals("namespaces")
                || !parts[3].equals("name")
                || !parts[5].equals("sources")
                || !parts[7].equals("ids")) {
            return Reply.of(400, "wanted the Location that a POST was answered with");
        }
        var state = jobs.state(new Key(parts[2], parts[4]), decoded(parts[6]), decoded(parts[8]));
        if (state.isEmpty()) {
            return Reply.of(404);
        }
        return switch (state.get()) {
            case RUNNING -> Reply.of(202, Map.of("Location", path));
            case COMPLETE -> Reply.of(200, "Complete");
            case FAILED -> Reply.of(400, "Failed");
        };
    }

    private static String[] parts(String path) {
        return (path.endsWith("/") ? path.substring(0, path.length() - 1) : path).split("/", -1);
    }

    /// A source may have slashes in it.
    private static String location(Key sink, Event event) {
        return "/namespaces/%s/name/%s/sources/%s/ids/%s"
                .formatted(
                        sink.namespace(),
                        sink.name(),
                        URLEncoder.encode(event.source(), StandardCharsets.UTF_8),
                        URLEncoder.encode(event.id(), StandardCharsets.UTF_8));
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return part;
        }
    }
}
