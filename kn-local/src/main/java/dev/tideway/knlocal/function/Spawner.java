package dev.tideway.knlocal.function;

import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.process.ChildProcess;
import dev.tideway.knlocal.process.Launch;
import dev.tideway.knlocal.process.LaunchException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Starts the processes of one function: its instances, and the two that make its AOT cache.
final class Spawner {
    /// Asks function-kit to go an event's way without one, so that the record holds it.
    private static final String REHEARSAL = "TIDEWAY_REHEARSAL";

    private final FunctionSpec spec;
    private final Variables variables;
    private final AotCache aot;
    private final Host host;

    Spawner(FunctionSpec spec, Variables variables, AotCache aot, Host host) {
        this.spec = spec;
        this.variables = variables;
        this.aot = aot;
        this.host = host;
    }

    /// @param cache what it was started with
    record Spawned(ChildProcess child, Optional<Path> cache) {}

    Spawned spawn(Supply.Revision revision, int port, Path log) throws CannotStartException {
        host.spawning();
        var environment = variables.of(revision, port);
        return switch (revision.build()) {
            case Build.Command command -> {
                var launch = Launch.of(words(command), command.directory(), environment, log);
                yield new Spawned(start(launch), Optional.empty());
            }
            case Build.QuarkusApp app -> {
                var cache = aot.present(cacheOf(app));
                var flags = cache.map(file -> List.of("-XX:AOTCache=" + file)).orElse(List.of());
                var jar =
                        cache.map(file -> AotCache.jar(app, file))
                                .orElse(Path.of(Build.QuarkusApp.JAR));
                yield new Spawned(start(java(app, flags, jar, environment, log)), cache);
            }
        };
    }

    /// `kn-local` is this one, whether or not it is on the PATH.
    private List<String> words(Build.Command command) {
        var words = new ArrayList<>(command.words());
        if (words.getFirst().equals("kn-local")) {
            words.removeFirst();
            words.addAll(0, host.settings().self());
        }
        return words;
    }

    /// A probe that runs a command as if it were in an instance's container.
    ExecProbe exec(Supply supply, List<String> command, int port, Path log) {
        return new ExecProbe(
                command,
                () -> {
                    var revision = supply.current();
                    var environment = variables.of(revision, port);
                    return start(
                            Launch.of(command, revision.build().directory(), environment, log));
                });
    }

    /// Where the AOT cache of this build is, or is to be.
    Path cacheOf(Build.QuarkusApp app) {
        return aot.of(app, JavaFlags.of(spec));
    }

    /// An instance whose JVM writes down what it loads; in the background.
    ChildProcess recording(Supply.Revision revision, int port, Path record, Path log)
            throws CannotStartException {
        if (!(revision.build() instanceof Build.QuarkusApp app)) {
            throw new CannotStartException("only a Quarkus build has an AOT cache");
        }
        var flags =
                List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + record, "-Xlog:aot*=error");
        var environment = new HashMap<>(variables.of(revision, port));
        environment.put(REHEARSAL, "true");
        var jar = AotCache.jar(app, cacheOf(app));
        return start(java(app, flags, jar, environment, log).inBackground());
    }

    /// A JVM that makes a cache of a record; the function is not started.
    ChildProcess creating(Build.QuarkusApp app, Path record, Path cache, Path log)
            throws CannotStartException {
        var flags =
                List.of(
                        "-XX:AOTMode=create",
                        "-XX:AOTConfiguration=" + record,
                        "-XX:AOTCache=" + cache,
                        "-Xlog:aot*=error");
        var jar = AotCache.jar(app, cacheOf(app));
        return start(java(app, flags, jar, host.settings().inherited(), log).inBackground());
    }

    private Launch java(
            Build.QuarkusApp app,
            List<String> aotFlags,
            Path jar,
            Map<String, String> environment,
            Path log) {
        var command = new ArrayList<String>();
        command.add(host.settings().java().toString());
        command.addAll(JavaFlags.of(spec));
        command.addAll(aotFlags);
        command.addAll(List.of("-jar", jar.toString()));
        return Launch.of(command, app.directory(), environment, log);
    }

    private ChildProcess start(Launch launch) throws CannotStartException {
        try {
            return host.leash().start(launch);
        } catch (LaunchException e) {
            throw new CannotStartException("function " + spec.key().name() + ": " + e.getMessage());
        }
    }
}
