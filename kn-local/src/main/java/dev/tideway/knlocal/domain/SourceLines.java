package dev.tideway.knlocal.domain;

import dev.tideway.knlocal.manifest.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.jandex.DotName;

/// Where in a function's sources something is declared. Classes do not say so: the line is the first one that has the words.
final class SourceLines {
    private final Path directory;
    private final Path root;
    private final Map<Path, List<String>> files = new HashMap<>();

    SourceLines(Path directory, Path root) {
        this.directory = directory;
        this.root = root;
    }

    /// @param words looked for one after the other, until one is found
    Place of(DotName type, String... words) {
        var file = file(type);
        var text = files.computeIfAbsent(file, SourceLines::read);
        for (var word : words) {
            for (int i = 0; i < text.size(); i++) {
                if (text.get(i).contains(word)) {
                    return new Place(shown(file), i + 1);
                }
            }
        }
        return new Place(shown(file), 0);
    }

    private Path file(DotName type) {
        var name = type.toString();
        var nested = name.indexOf('$');
        var top = nested < 0 ? name : name.substring(0, nested);
        return directory.resolve("src/main/java").resolve(top.replace('.', '/') + ".java");
    }

    private Path shown(Path file) {
        return file.startsWith(root) ? root.relativize(file) : file;
    }

    private static List<String> read(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException _) {
            // Without the source there is no line to name; the file's name still helps.
            return List.of();
        }
    }
}
