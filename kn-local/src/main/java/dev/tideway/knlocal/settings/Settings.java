package dev.tideway.knlocal.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything a runner can be told. Paths are absolute.
///
/// @param root the folder of kn-local.yaml, or the current one
/// @param manifests folders or files of Knative YAML
/// @param functions folders with a func.yaml
/// @param events folders with the schemas of event types, and examples
/// @param strict whether an event that does not keep its schema is refused
/// @param commands by function: how to start it, when not from its own build output
/// @param namespace of what names none
/// @param host the address both ports listen on
/// @param port of the brokers and functions; 0 means any free one
/// @param controlPort of health and status; 0 means any free one
/// @param state where everything lasting is kept
/// @param bootstrapServers of a Kafka of the user's own; empty means the embedded one
/// @param hops replies to replies that a broker takes; the next one is a loop
/// @param journeyMib of what becomes of events, so much is kept; 0 means nothing
/// @param databases by Secret name, what the runner's own PostgreSQL has behind it
/// @param tracing where spans are sent, if anywhere
public record Settings(
        Path root,
        List<Path> manifests,
        List<Path> functions,
        List<Path> events,
        boolean strict,
        Map<String, List<String>> commands,
        String namespace,
        String host,
        int port,
        int controlPort,
        Path state,
        Optional<String> bootstrapServers,
        int hops,
        int journeyMib,
        Map<String, Database> databases,
        Optional<Tracing> tracing) {
    public static final String FILE = "kn-local.yaml";

    public Settings {
        manifests = List.copyOf(manifests);
        functions = List.copyOf(functions);
        events = List.copyOf(events);
        commands = Map.copyOf(commands);
        databases = Map.copyOf(databases);
    }

    /// A schema of the runner's own PostgreSQL.
    ///
    /// @param replication whether its role may read the server's log, as change data capture does
    /// @param migrations a folder of Flyway's, for a schema that no function brings its own for
    public record Database(String schema, boolean replication, Optional<Path> migrations) {
        public static Database of(String schema) {
            return new Database(schema, false, Optional.empty());
        }
    }
}
