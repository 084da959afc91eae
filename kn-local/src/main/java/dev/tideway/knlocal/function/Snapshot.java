package dev.tideway.knlocal.function;

import dev.tideway.knlocal.state.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// A revision's own copy of its build output, so that a running function never meets a jar that the next build is
/// writing. Files that have not changed since an older copy are that copy's: hard links, never to the build itself, which
/// may be written in place.
final class Snapshot {
    private final Path app;

    /// @param folder the revision's own
    Snapshot(Path folder) {
        this.app = folder.resolve("app");
    }

    /// The copy, if it was taken.
    Optional<Build.QuarkusApp> taken(String key) {
        return Files.isDirectory(app)
                ? Optional.of(new Build.QuarkusApp(app, key))
                : Optional.empty();
    }

    /// Empty when the build changed while it was copied, or is half-written: then it is to be tried again.
    ///
    /// @param older a copy to share files with, if there is one
    Optional<Build.QuarkusApp> take(Build.QuarkusApp live, Optional<Snapshot> older)
            throws IOException {
        var unfinished = app.resolveSibling("app.new");
        Trees.delete(unfinished);
        try {
            for (var file : Programs.files(live.directory())) {
                var relative = live.directory().relativize(file);
                copy(file, unfinished.resolve(relative), older.map(it -> it.app.resolve(relative)));
            }
            var copied = Programs.described(unfinished, Programs.files(unfinished));
            if (!Build.hash(copied).equals(live.key()) || !isWhole(unfinished)) {
                return Optional.empty();
            }
            Files.move(unfinished, app, StandardCopyOption.ATOMIC_MOVE);
            return taken(live.key());
        } catch (NoSuchFileException beingBuilt) {
            return Optional.empty();
        } finally {
            Trees.delete(unfinished);
        }
    }

    /// Size and time stay, by which an AOT cache knows its jars.
    private static void copy(Path file, Path copy, Optional<Path> older) throws IOException {
        Files.createDirectories(copy.getParent());
        if (older.isPresent() && isSame(file, older.get())) {
            try {
                Files.createLink(copy, older.get());
                return;
            } catch (IOException | UnsupportedOperationException noLinks) {
                // Then it is a copy of its own.
            }
        }
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static boolean isSame(Path file, Path other) throws IOException {
        return Files.isRegularFile(other)
                && Files.size(file) == Files.size(other)
                && Files.getLastModifiedTime(file).toMillis()
                        == Files.getLastModifiedTime(other).toMillis();
    }

    private static boolean isWhole(Path folder) throws IOException {
        for (var file : Programs.files(folder)) {
            if (file.toString().endsWith(".jar") && !opens(file)) {
                return false;
            }
        }
        return true;
    }

    /// A jar's directory stands at its end and is written last.
    private static boolean opens(Path jar) throws IOException {
        try {
            new ZipFile(jar.toFile()).close();
            return true;
        } catch (ZipException half) {
            return false;
        }
    }
}
