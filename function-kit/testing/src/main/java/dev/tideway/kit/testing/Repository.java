package dev.tideway.kit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The repository's folders, found by walking up from the module whose tests run.
final class Repository {

    private Repository() {}

    static String text(String file) {
        try {
            return Files.readString(find(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path find(String file) {
        var start = Path.of("").toAbsolutePath();
        for (var folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(file))) {
                return folder.resolve(file);
            }
        }
        throw new AssertionError("no " + file + " in " + start + " or any folder above it");
    }
}
