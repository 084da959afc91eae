package dev.tideway.knlocal.function;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A readiness probe as the kubelet and queue-proxy make it: HTTP GET, ready when the status is 200 to 399; or,
/// without a path, ready when the port takes a connection. On a plain socket: it must not cost a start anything.
record Probe(String path) {
    sealed interface Answer {
        record Ready() implements Answer {}

        /// Nobody listens yet.
        record Closed() implements Answer {}

        record NotReady(String why) implements Answer {}
    }

    Answer ask(int port, Duration timeout) {
        var millis = Math.toIntExact(timeout.toMillis());
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(Ports.LOOPBACK, port), millis);
            socket.setSoTimeout(millis);
            return path.isEmpty() ? new Answer.Ready() : get(socket, port);
        } catch (ConnectException refused) {
            return new Answer.Closed();
        } catch (IOException e) {
            return new Answer.NotReady(e.getMessage() + " at GET " + path);
        }
    }

    private Answer get(Socket socket, int port) throws IOException {
        var request =
                "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUser-Agent: kube-probe/kn-local\r\nConnection: close\r\n\r\n"
                        .formatted(path, port);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var in = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
        var statusLine = new BufferedReader(in).readLine();
        if (statusLine == null || !statusLine.matches("HTTP/1\\.[01] \\d{3}.*")) {
            return new Answer.NotReady("GET " + path + " is not answered with HTTP");
        }
        var status = Integer.parseInt(statusLine.substring(9, 12));
        return status >= 200 && status < 400
                ? new Answer.Ready()
                : new Answer.NotReady("GET " + path + " is answered with " + status);
    }
}
