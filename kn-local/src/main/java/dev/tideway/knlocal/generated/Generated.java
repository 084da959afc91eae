package dev.tideway.knlocal.generated;

import dev.tideway.knlocal.manifest.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The files as they have to be, and how they are.
///
/// @param files text by path from the root
/// @param leftOver files that are there and have to go, each with why
/// @param problems what kept a file from being written
public record Generated(
        Path root, Map<Path, String> files, Map<Path, String> leftOver, List<Problem> problems) {
    public Generated {
        files = Map.copyOf(files);
        leftOver = Map.copyOf(leftOver);
        problems = List.copyOf(problems);
    }

    /// A file that is not as it has to be.
    public record Stale(Path file, String why) {
        @Override
        public String toString() {
            return file + " " + why;
        }
    }

    /// By path.
    public List<Stale> stale() throws IOException {
        var stale = new TreeMap<>(leftOver);
        for (var file : files.entrySet()) {
            var path = root.resolve(file.getKey());
            if (!Files.exists(path)) {
                stale.put(file.getKey(), "is missing");
            } else if (!Files.readString(path).equals(file.getValue())) {
                stale.put(file.getKey(), "is not what its source says");
            }
        }
        return stale.entrySet().stream()
                .map(entry -> new Stale(entry.getKey(), entry.getValue()))
                .toList();
    }

    /// Puts right what is stale, and nothing else.
    public void write(List<Stale> stale) throws IOException {
        for (var each : stale) {
            var path = root.resolve(each.file());
            var text = files.get(each.file());
            if (text == null) {
                Files.delete(path);
            } else {
                Files.createDirectories(path.getParent());
                Files.writeString(path, text);
            }
        }
    }
}
