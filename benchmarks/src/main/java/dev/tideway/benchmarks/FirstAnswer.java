package dev.tideway.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tideway.images.Example;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/// The client of a function that starts: a plain socket, tried once a millisecond until the port is open. A client with
/// a thread pool and an exception's way per try takes time of the cores that the function starts on.
final class FirstAnswer {
    private static final long PAUSE = 1_000_000;
    private static final long PATIENCE = 60_000_000_000L;
    private static final int MOST = 8 * 1024;

    private FirstAnswer() {}

    /// Returns when one of the events got a 2xx, tried in turn.
    ///
    /// @throws IOException when none did
    static void await(int port, Iterable<Example> events) throws IOException {
        long deadline = System.nanoTime() + PATIENCE;
        for (var event : events) {
            try (var socket = connect(port, deadline)) {
                if (status(socket, event.json().getBytes(UTF_8)) / 100 == 2) {
                    return;
                }
            }
        }
        throw new IOException("the function on port " + port + " takes none of its examples");
    }

    private static Socket connect(int port, long deadline) throws IOException {
        while (true) {
            try {
                var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(60_000);
                return socket;
            } catch (ConnectException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    /// Of the answer's first line, `HTTP/1.1 200 OK`; the answer has come then.
    private static int status(Socket socket, byte[] body) throws IOException {
        var head =
                """
                POST / HTTP/1.1
                host: 127.0.0.1
                content-type: application/cloudevents+json
                content-length: %d

                """
                        .formatted(body.length)
                        .replace("\n", "\r\n");
        var request = new byte[head.length() + body.length];
        System.arraycopy(head.getBytes(US_ASCII), 0, request, 0, head.length());
        System.arraycopy(body, 0, request, head.length(), body.length);
        socket.getOutputStream().write(request);
        var answer = new byte[MOST];
        int length = socket.getInputStream().read(answer);
        if (length < "HTTP/1.1 200".length()) {
            throw new IOException("no HTTP answer");
        }
        return Integer.parseInt(new String(answer, 9, 3, US_ASCII));
    }
}
