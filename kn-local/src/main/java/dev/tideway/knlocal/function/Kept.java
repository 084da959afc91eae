package dev.tideway.knlocal.function;

import dev.tideway.knlocal.manifest.FunctionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// A revision as it is remembered.
///
/// @param generation counts the changes of the template and the build
/// @param build the key of what it is started from; empty until it was started first
/// @param spec the template, as it was then
public record Kept(String name, int generation, String build, FunctionSpec spec) {
    private static final String FILE = "revision";

    /// Changes with what Knative would call the template; where it stands and where traffic goes is none of it.
    static String template(FunctionSpec spec) {
        var lines =
                RecordText.write(spec)
                        .lines()
                        .filter(line ->
                                !line.matches("(.*\\.)?place\\..*|routing\\..*|directory=.*"))
                        .toList();
        return Build.hash(String.join("\n", lines));
    }

    String template() {
        return template(spec);
    }

    Kept with(String otherBuild) {
        return new Kept(name, generation, otherBuild, spec);
    }

    /// Empty when there is none, or one that this version of kn-local cannot read.
    static Optional<Kept> in(Path folder) throws IOException {
        var file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(RecordText.read(Kept.class, Files.readString(file)));
        } catch (IllegalArgumentException otherVersion) {
            return Optional.empty();
        }
    }

    void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        var unfinished = folder.resolve(FILE + ".new");
        Files.writeString(unfinished, RecordText.write(this));
        Files.move(unfinished, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }
}
