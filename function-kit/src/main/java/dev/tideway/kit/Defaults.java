package dev.tideway.kit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/// The defaults that cannot stand in `META-INF/microprofile-config.properties`: where to listen, which depends on the
/// machine, and the database's, of which Quarkus would warn in a function that has none.
///
/// A function listens on every address in a container of its own, and on the loopback address elsewhere.
public final class Defaults implements ConfigSource {
    private static final Map<String, String> DATABASE =
            Map.of(
                    // Once makes one transaction per event.
                    "quarkus.datasource.jdbc.transactions", "disabled",
                    // Opened while the application starts, for the event that made it start.
                    "quarkus.datasource.jdbc.initial-size", "1",
                    "quarkus.datasource.jdbc.min-size", "0",
                    // As many as an instance takes events at once (func.yaml, limits.concurrency).
                    "quarkus.datasource.jdbc.max-size", "10",
                    // Without its database a function fails its events, which come again; it stays
                    // ready for queries.
                    "quarkus.datasource.health.enabled", "false");

    /// Nothing to list: Quarkus warns of what it finds here and does not know, and the build would freeze the address.
    @Override
    public Set<String> getPropertyNames() {
        return Set.of();
    }

    @Override
    public @Nullable String getValue(String key) {
        return key.equals("quarkus.http.host")
                ? address(System.getenv().keySet(), inContainer())
                : DATABASE.get(key);
    }

    /// @param container whether this machine is a container; with a `K_SERVICE` outside of Kubernetes it is not the
    ///     function's own but the one that kn-local runs in
    static String address(Set<String> environment, boolean container) {
        var own =
                environment.contains("KUBERNETES_SERVICE_HOST")
                        || (container && !environment.contains("K_SERVICE"));
        return own ? "0.0.0.0" : "127.0.0.1";
    }

    /// By the files that Docker and Podman leave in a container.
    private static boolean inContainer() {
        return Files.exists(Path.of("/.dockerenv")) || Files.exists(Path.of("/run/.containerenv"));
    }

    @Override
    public String getName() {
        return "tideway function-kit";
    }

    /// Below every other source.
    @Override
    public int getOrdinal() {
        return 50;
    }
}
