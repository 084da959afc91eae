package dev.tideway.knlocal.function;

import dev.tideway.knlocal.manifest.FunctionSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// What a function is started from. The key changes when the build does: it stands for the path, size and time of
/// every jar, which is also what the JVM compares before it trusts an AOT cache.
sealed interface Build {
    String key();

    Path directory();

    /// The layout that Quarkus' `fast-jar` and `aot-jar` packaging share.
    record QuarkusApp(Path directory, String key) implements Build {
        static final String JAR = "quarkus-run.jar";
    }

    /// A command of kn-local.yaml, run in the function's folder.
    record Command(List<String> words, Path directory, String key) implements Build {}

    static Build of(FunctionSpec spec) throws CannotStartException {
        if (!spec.command().isEmpty()) {
            var key = hash(String.join("\0", spec.command()));
            return new Command(spec.command(), spec.directory(), key);
        }
        var app = spec.directory().resolve("target").resolve("quarkus-app").toAbsolutePath();
        if (!Files.isRegularFile(app.resolve(QuarkusApp.JAR))) {
            throw new CannotStartException(
                    "function %s has no build output: %s is missing; run `make build`"
                            .formatted(spec.key().name(), app.resolve(QuarkusApp.JAR)));
        }
        return new QuarkusApp(app, keyOf(app));
    }

    private static String keyOf(Path app) throws CannotStartException {
        try (var files = Files.walk(app)) {
            var jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
            var text = new StringBuilder();
            for (var jar : jars) {
                text.append(app.relativize(jar)).append(' ').append(Files.size(jar)).append(' ');
                text.append(Files.getLastModifiedTime(jar).toMillis()).append('\n');
            }
            return hash(text.toString());
        } catch (IOException e) {
            throw new CannotStartException("cannot read the build output " + app + ": " + e);
        }
    }

    static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var bytes = digest.digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
