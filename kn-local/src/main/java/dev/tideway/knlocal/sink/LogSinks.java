package dev.tideway.knlocal.sink;

import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.manifest.LogSink;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One IntegrationSink with a `log`: it says what it takes, data included, which is what it is for.
public final class LogSinks extends Replying {
    private final LogSink sink;
    private final Logger log;

    public LogSinks(Vertx vertx, LogSink sink) {
        super(vertx);
        this.sink = sink;
        this.log = LoggerFactory.getLogger(sink.logger());
    }

    @Override
    Reply reply(Asked asked) {
        if (!asked.method().equals("POST")) {
            return Reply.of(405, "only POST is allowed here");
        }
        return switch (asked.event()) {
            case Decoded.Valid(var event) -> say(event);
            case Decoded.Unkeyable(var event, _) -> say(event);
            case Decoded.Invalid(var why) -> Reply.of(400, why);
            case Decoded.NotAnEvent(var why) -> Reply.of(400, why);
        };
    }

    private Reply say(Event event) {
        var line = line(event);
        switch (sink.level()) {
            case TRACE -> log.trace(line);
            case DEBUG -> log.debug(line);
            case INFO -> log.info(line);
            case WARN -> log.warn(line);
            case ERROR -> log.error(line);
            case OFF -> {}
        }
        return Reply.of(202);
    }

    /// One, whatever is in the data.
    private String line(Event event) {
        var data = event.data();
        var body = data == null ? "" : new String(data, StandardCharsets.UTF_8);
        var line = sink.showBody() ? event.attributes() + " " + body : "" + event.attributes();
        return line.replaceAll("\\p{Cntrl}+", " ");
    }
}
