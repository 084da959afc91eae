package dev.tideway.knlocal.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One client's connection, byte by byte. A server that keeps silent for long is a failure.
final class Wire implements AutoCloseable {
    private static final int HANGING_MILLIS = 20_000;
    private static final Pattern STATUS =
            Pattern.compile("(.+) (\\d{3}) [A-Z][A-Za-z -]*", Pattern.DOTALL);
    private static final String MARK = "k-network-hash";

    private final String host;
    private final int port;
    private Socket socket = new Socket();
    private InputStream in = InputStream.nullInputStream();
    private boolean open;
    private long marks;

    Wire(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /// @param protocol the client's own: what is no HTTP to the server is answered in kind
    record Answer(String protocol, int status, Map<String, String> headers) {
        boolean closes() {
            return "close".equalsIgnoreCase(headers.get("connection"));
        }
    }

    /// Sends requests whose ends are beyond doubt, and behind them a probe: so what comes before the probe's answer is
    /// all there is, and the connection is alive. After an answer that closes it the probe has no answer.
    List<Answer> ask(byte[] request, Destination to, boolean head) throws IOException {
        connect();
        var mark = "m" + marks++;
        var probe =
                "GET %s HTTP/1.1\r\nHost: %s\r\nK-Network-Probe: probe\r\nK-Network-Hash: %s\r\n\r\n"
                        .formatted(to.path(), to.host(), mark);
        send(Choices.join(request, probe.getBytes(ISO_8859_1)));
        var answers = new ArrayList<Answer>();
        for (var answer = answer(head); answer != null; answer = answer(head)) {
            if (mark.equals(answer.headers().get(MARK))) {
                return answers;
            }
            answers.add(answer);
            if (answer.closes()) {
                break;
            }
        }
        close();
        return answers;
    }

    /// Sends anything, and no more after it.
    List<Answer> shout(byte[] bytes) throws IOException {
        close();
        connect();
        var answers = new ArrayList<Answer>();
        try {
            send(bytes);
            socket.shutdownOutput();
            for (var answer = answer(false); answer != null; answer = answer(false)) {
                answers.add(answer);
            }
        } catch (SocketException _) {
            // Reset: it closed without having read all that was sent.
        }
        close();
        return answers;
    }

    private void connect() throws IOException {
        if (!open) {
            socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(HANGING_MILLIS);
            socket.connect(
                    new InetSocketAddress(InetAddress.ofLiteral(host), port), HANGING_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
            open = true;
        }
    }

    private void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /// Null at the end of the connection. Interim answers are left out.
    private @Nullable Answer answer(boolean head) throws IOException {
        var first = line();
        while (first != null && first.startsWith("HTTP/1.1 1")) {
            headers();
            first = line();
        }
        if (first == null) {
            return null;
        }
        var status = STATUS.matcher(first);
        if (!status.matches()) {
            throw new IOException("not a status line: " + first);
        }
        var headers = headers();
        if (!head || headers.containsKey(MARK)) {
            in.skipNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        }
        return new Answer(status.group(1), Integer.parseInt(status.group(2)), headers);
    }

    private Map<String, String> headers() throws IOException {
        var headers = new TreeMap<String, String>();
        for (var line = line(); line != null && !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private @Nullable String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        open = false;
        socket.close();
    }
}
