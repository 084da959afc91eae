package dev.tideway.knlocal.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// A `kubectl port-forward` from a free port of this machine.
final class Forward implements AutoCloseable {
    private static final Pattern PORT =
            Pattern.compile("Forwarding from 127\\.0\\.0\\.1:(\\d+) .*");

    private final Process process;
    private final int port;

    private Forward(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Forward open(Kubectl kubectl, String namespace, String service, int remotePort)
            throws ClusterException {
        var process =
                kubectl.start(
                        "port-forward",
                        "-n",
                        namespace,
                        "service/" + service,
                        "--address=127.0.0.1",
                        ":" + remotePort);
        try {
            return new Forward(process, port(process));
        } catch (ClusterException e) {
            process.destroy();
            throw e;
        }
    }

    private static int port(Process process) throws ClusterException {
        var out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            var line = out.readLine();
            var said = PORT.matcher(line == null ? "" : line);
            if (said.matches()) {
                Thread.ofVirtual().start(() -> drain(out));
                Thread.ofVirtual().start(() -> drain(process.errorReader(StandardCharsets.UTF_8)));
                return Integer.parseInt(said.group(1));
            }
            var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            throw new ClusterException(Complaint.of(err));
        } catch (IOException e) {
            throw new ClusterException("kubectl port-forward cannot be read: " + e.getMessage());
        }
    }

    /// It prints a line for each connection, and would stop when nobody reads them.
    private static void drain(BufferedReader lines) {
        try (lines) {
            lines.lines().forEach(_ -> {});
        } catch (IOException | UncheckedIOException _) {
            // It was closed.
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
