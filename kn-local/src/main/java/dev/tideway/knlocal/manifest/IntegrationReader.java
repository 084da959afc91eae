package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads an IntegrationSource with a timer and an IntegrationSink that logs. Those of AWS are refused.
final class IntegrationReader {
    private static final Map<String, LogSink.Level> LEVELS = levels();

    private final Findings findings;

    IntegrationReader(Findings findings) {
        this.findings = findings;
    }

    private static Map<String, LogSink.Level> levels() {
        var levels = new TreeMap<String, LogSink.Level>();
        for (var level : LogSink.Level.values()) {
            levels.put(level.name(), level);
        }
        return levels;
    }

    Optional<TimerSource> source(Resource resource) {
        return resource.spec()
                .flatMap(spec -> {
                    refuseAws(spec, "timer");
                    var overrides = Overrides.read(spec);
                    var sink = SinkReader.required(spec, resource.origin(findings));
                    var timer = spec.fields("timer");
                    spec.done();
                    return timer.flatMap(
                            it -> sink.flatMap(to -> timer(it, resource, to, overrides)));
                });
    }

    private static Optional<TimerSource> timer(
            Fields timer, Resource resource, Destination sink, Overrides overrides) {
        var period = timer.whole("period", 1, Integer.MAX_VALUE).orElse(1000);
        var message = timer.required("message").map(Text::value);
        var type = timer.string("contentType").map(Text::value).orElse("text/plain");
        var count = timer.whole("repeatCount", 0, Integer.MAX_VALUE).orElse(0);
        timer.done();
        return message.flatMap(text -> event(timer, type, text))
                .map(event ->
                        new TimerSource(
                                resource.key(),
                                Duration.ofMillis(period),
                                count,
                                overrides.on(event),
                                sink,
                                overrides,
                                resource.place()));
    }

    private static Optional<Event> event(Fields timer, String contentType, String message) {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("specversion", "1.0");
        attributes.put("id", "each its own");
        attributes.put("source", "dev.knative.eventing.timer-source");
        attributes.put("type", "dev.knative.eventing.timer");
        attributes.put("subject", "timer-source");
        attributes.put("datacontenttype", contentType);
        if (Decoded.of(attributes, message.getBytes(StandardCharsets.UTF_8))
                instanceof Decoded.Valid(var event)) {
            return Optional.of(event);
        }
        timer.problem("contentType", "is %s, which is no media type".formatted(contentType), "");
        return Optional.empty();
    }

    Optional<LogSink> sink(Resource resource) {
        return resource.spec()
                .flatMap(spec -> {
                    refuseAws(spec, "log");
                    var log = spec.fields("log");
                    spec.done();
                    return log.map(it -> log(it, resource));
                });
    }

    private static LogSink log(Fields log, Resource resource) {
        var sink =
                new LogSink(
                        resource.key(),
                        log.string("loggerName").map(Text::value).orElse("log-sink"),
                        log.choice("level", LEVELS).orElse(LogSink.Level.INFO),
                        log.flag("showBody").orElse(true),
                        resource.place());
        // How Camel lays its lines out.
        log.skip(
                "logMask",
                "marker",
                "multiline",
                "showAllProperties",
                "showBodyType",
                "showCachedStreams",
                "showExchangePattern",
                "showHeaders",
                "showProperties",
                "showStreams");
        log.done();
        return sink;
    }

    private static void refuseAws(Fields spec, String wanted) {
        if (spec.has("aws")) {
            spec.problem(
                    "aws",
                    "is not run here: kn-local reaches no cloud",
                    "use %s, or a stand-in of your own".formatted(wanted));
        } else if (!spec.has(wanted)) {
            spec.problem(wanted, "is missing", "");
        }
    }
}
