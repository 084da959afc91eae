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
/// @param commands by function: how to start it, when not from its own build output
/// @param namespace of what names none
/// @param host the address both ports listen on
/// @param port of the brokers and functions; 0 means any free one
/// @param controlPort of health and status; 0 means any free one
/// @param state where everything lasting is kept
/// @param bootstrapServers of a Kafka of the user's own; empty means the embedded one
/// @param databases Secret name -> schema in the runner's own PostgreSQL
public record Settings(
        Path root,
        List<Path> manifests,
        List<Path> functions,
        Map<String, List<String>> commands,
        String namespace,
        String host,
        int port,
        int controlPort,
        Path state,
        Optional<String> bootstrapServers,
        Map<String, String> databases) {
    public static final String FILE = "kn-local.yaml";

    public Settings {
        manifests = List.copyOf(manifests);
        functions = List.copyOf(functions);
        commands = Map.copyOf(commands);
        databases = Map.copyOf(databases);
    }
}
