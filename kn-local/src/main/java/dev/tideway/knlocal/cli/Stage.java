package dev.tideway.knlocal.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A folder with all that a runner can be given: broker, triggers, a function that needs a database and a migration.
/// It touches nothing but itself.
final class Stage {
    private static final Map<String, String> PROPS =
            Map.of(
                    "broker.yaml", "manifests/broker.yaml",
                    "triggers.yaml", "manifests/triggers.yaml",
                    "func.yaml", "functions/player/func.yaml",
                    "migration.sql", "functions/player/db/V1__rehearsal.sql");

    private Stage() {}

    static void set(Path folder) throws IOException {
        for (var prop : PROPS.entrySet()) {
            var target = folder.resolve(prop.getValue());
            Files.createDirectories(target.getParent());
            try (var source = Stage.class.getResourceAsStream("/rehearsal/" + prop.getKey())) {
                if (source == null) {
                    throw new FileNotFoundException(prop.getKey());
                }
                Files.copy(source, target);
            }
        }
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var settings =
                """
                manifests: [manifests]
                functions: [functions/player]
                databases: {rehearsal-db: rehearsal}
                commands: {player: ["%s", "-cp", "%s", "%s", "play"]}
                """
                        .formatted(
                                java, System.getProperty("java.class.path"), Main.class.getName());
        Files.writeString(folder.resolve("kn-local.yaml"), settings);
    }
}
