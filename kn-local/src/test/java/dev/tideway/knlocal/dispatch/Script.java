package dev.tideway.knlocal.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.HttpEvents;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// A transport that answers as written, one line after the other, whoever asks; 204 when the script is over.
final class Script implements Transport {
    private final ConcurrentLinkedQueue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private final CopyOnWriteArrayList<Sent> sent = new CopyOnWriteArrayList<>();

    record Sent(Route route, Event event, Duration timeout) {}

    Script(Attempt... attempts) {
        this.attempts.addAll(Arrays.asList(attempts));
    }

    @Override
    public Attempt send(Route route, Event event, Duration timeout) {
        sent.add(new Sent(route, event, timeout));
        var next = attempts.poll();
        return next == null ? status(204) : next;
    }

    List<Sent> sent() {
        return List.copyOf(sent);
    }

    static Attempt status(int status) {
        return answer(status, "");
    }

    static Attempt answer(int status, String body, String... headers) {
        var all = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1]);
        }
        return new Attempt.Answered(status, all, Buffer.buffer(body.getBytes(UTF_8)));
    }

    /// An event for an answer, in binary mode.
    static Attempt reply(int status, Event reply) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        HttpEvents.encode(reply, headers::add);
        var data = reply.data();
        return new Attempt.Answered(
                status, headers, data == null ? Buffer.buffer() : Buffer.buffer(data));
    }

    static Attempt unreachable(String why) {
        return new Attempt.Unreachable(why);
    }
}
