package dev.tideway.knlocal.function;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A request that goes an event's way as far as it can without being one: structured mode, with JSON that breaks off.
/// What takes events over HTTP has to refuse it unread, so it runs no function, and yet loads what the first event will
/// need.
final class BrokenEvent {
    private static final Logger LOG = LoggerFactory.getLogger(BrokenEvent.class);
    private static final String BODY = "{\"specversion\":\"1.0\",";

    private BrokenEvent() {}

    /// Returns when it is answered, however it is, and at the latest after the patience.
    static void postTo(int port, Duration patience) {
        var request =
                """
                POST / HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                User-Agent: kn-local rehearsal\r
                Content-Type: application/cloudevents+json\r
                Content-Length: %d\r
                Connection: close\r
                \r
                %s\
                """
                        .formatted(port, BODY.length(), BODY);
        try (var socket = new Socket()) {
            var millis = Math.toIntExact(patience.toMillis());
            socket.connect(new InetSocketAddress(Ports.LOOPBACK, port), millis);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var _ = socket.getInputStream().readAllBytes();
        } catch (IOException unanswered) {
            // The cache only lacks what this would have loaded.
            LOG.debug("the rehearsal's broken event got no answer: {}", unanswered.toString());
        }
    }
}
