package dev.tideway.knlocal;

import dev.tideway.knlocal.function.Environment;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.Program;
import dev.tideway.knlocal.process.ChildProcess;
import dev.tideway.knlocal.process.Launch;
import dev.tideway.knlocal.process.LaunchException;
import dev.tideway.knlocal.process.Leash;
import dev.tideway.knlocal.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// Starts the programs of ContainerSources and JobSinks, on the leash, in the folder of kn-local.yaml.
///
/// @param inherited the little of the runner's environment that they get
/// @param variables what the variables of a namespace's manifests stand for
record Programs(
        Leash leash,
        Settings settings,
        Map<String, String> inherited,
        Function<String, Environment> variables) {
    private static final long LONGEST_LOG = 10 << 20;

    /// @param more variables, over those of its manifest
    ChildProcess start(ObjectRef ref, Program program, Map<String, String> more, Path log)
            throws LaunchException {
        var environment = new LinkedHashMap<>(inherited);
        var meaning = variables.apply(ref.key().namespace());
        for (var env : program.envs()) {
            var obstacle = meaning.obstacle(env);
            if (obstacle.isPresent()) {
                throw new LaunchException(obstacle.get());
            }
            var value = meaning.value(env);
            if (value.isEmpty()) {
                throw new LaunchException(
                        "%s: %s needs %s, which does not exist"
                                .formatted(env.place(), ref, env.name()));
            }
            environment.put(env.name(), value.get());
        }
        environment.putAll(more);
        return leash.start(Launch.of(program.command(), settings.root(), environment, log));
    }

    /// For all runs of a program that is run again and again; begun anew when it has grown long.
    Path log(ObjectRef ref) {
        var key = ref.key();
        var name =
                key.namespace().equals("default") ? key.name() : key.toString().replace('/', '.');
        var file = "%s.%s.log".formatted(ref.kind().toLowerCase(Locale.ROOT), name);
        var log = settings.state().resolve("logs").resolve(file).toAbsolutePath();
        try {
            if (Files.exists(log) && Files.size(log) > LONGEST_LOG) {
                Files.delete(log);
            }
            return log;
        } catch (IOException _) {
            // Then it goes on growing.
            return log;
        }
    }

    Path jobs() {
        return settings.state().resolve("jobs").toAbsolutePath();
    }
}
