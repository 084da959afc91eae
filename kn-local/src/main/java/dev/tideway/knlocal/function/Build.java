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
/// every file that counts, which is also what the JVM compares before it trusts an AOT cache.
public sealed interface Build {
    String key();

    Path directory();

    /// The layout that Quarkus' `fast-jar` and `aot-jar` packaging share.
    record QuarkusApp(Path directory, String key) implements Build {
        static final String JAR = "quarkus-run.jar";
    }

    /// A command of kn-local.yaml, run in the function's folder.
    record Command(List<String> words, Path directory, String key) implements Build {}

    /// As it is now.
    ///
    /// @throws CannotStartException when there is none
    static Build of(FunctionSpec spec) throws CannotStartException {
        if (!spec.command().isEmpty()) {
            return command(spec);
        }
        var app = spec.directory().resolve("target").resolve("quarkus-app").toAbsolutePath();
        if (!Files.isRegularFile(app.resolve(QuarkusApp.JAR))) {
            throw new CannotStartException(
                    "function %s has no build output: %s is missing; run `make build`"
                            .formatted(spec.key().name(), app.resolve(QuarkusApp.JAR)));
        }
        try {
            return new QuarkusApp(app, hash(Programs.described(app, Programs.files(app))));
        } catch (IOException e) {
            throw new CannotStartException("cannot read the build output " + app + ": " + e);
        }
    }

    /// Empty when there is none.
    static String keyOf(FunctionSpec spec) {
        try {
            return of(spec).key();
        } catch (CannotStartException none) {
            return "";
        }
    }

    private static Build command(FunctionSpec spec) throws CannotStartException {
        var words = spec.command();
        try {
            var files = Programs.namedBy(words, spec.directory());
            var text = String.join("\0", words) + Programs.described(spec.directory(), files);
            return new Command(words, spec.directory(), hash(text));
        } catch (IOException e) {
            throw new CannotStartException(
                    "cannot read the folder %s of function %s: %s"
                            .formatted(spec.directory(), spec.key().name(), e));
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
