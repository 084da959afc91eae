package dev.tideway.knlocal.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;

/// Where a runner is to be found, and where it keeps its state.
public record Reach(String host, int port, int controlPort, Path state) {
    /// What a runner may be told to listen on that is reached as `localhost`.
    private static final Set<String> HERE = Set.of("127.0.0.1", "0.0.0.0", "::", "::1");

    /// Of brokers and functions.
    public URI data(String path) {
        return at(port, path);
    }

    /// Of health and status.
    public URI control(String path) {
        return at(controlPort, path);
    }

    private URI at(int chosen, String path) {
        var name = HERE.contains(host) ? "localhost" : host;
        return URI.create("http://%s:%d%s".formatted(name, chosen, path));
    }
}
