package dev.tideway.knlocal.ingress;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/// Reads a request's body into memory, up to a limit.
public final class Body {
    /// Of a request with an event: a little more than Kafka takes, so that it is Kafka's own limit that an event meets.
    public static final int MAX = 2 << 20;

    private static final byte[] NONE = new byte[0];

    private Body() {}

    /// Exactly one of the two is called, on the request's event loop, or none when the client goes away first. The rest
    /// of a body that is too large is read and forgotten, so that the client gets its answer.
    public static void read(
            HttpServerRequest request, int max, Consumer<byte[]> whenRead, Runnable whenTooLarge) {
        var parts = new Parts(max);
        request.handler(parts::add);
        request.endHandler(_ -> {
            if (parts.tooLarge) {
                whenTooLarge.run();
            } else {
                whenRead.accept(parts.bytes());
            }
        });
    }

    private static final class Parts {
        private final int max;
        private Buffer all = Buffer.buffer(0);
        private boolean tooLarge;

        Parts(int max) {
            this.max = max;
        }

        void add(Buffer part) {
            tooLarge |= (long) all.length() + part.length() > max;
            if (tooLarge) {
                all = Buffer.buffer(0);
            } else {
                all = all.length() == 0 ? part : all.appendBuffer(part);
            }
        }

        byte[] bytes() {
            return all.length() == 0 ? NONE : all.getBytes();
        }
    }
}
