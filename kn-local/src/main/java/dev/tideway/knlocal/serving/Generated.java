package dev.tideway.knlocal.serving;

import dev.tideway.knlocal.manifest.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The files as they have to be, and how they are.
///
/// @param files text by path from the root
/// @param problems what kept a file from being written
public record Generated(Path root, Map<Path, String> files, List<Problem> problems) {
    public Generated {
        files = Map.copyOf(files);
        problems = List.copyOf(problems);
    }

    /// A file that is not as it has to be.
    public record Stale(Path file, String why) {
        @Override
        public String toString() {
            return file + " " + why;
        }
    }

    public List<Stale> stale() throws IOException {
        var stale = new TreeMap<Path, String>();
        for (var file : files.entrySet()) {
            var path = root.resolve(file.getKey());
            if (!Files.exists(path)) {
                stale.put(file.getKey(), "is missing");
            } else if (!Files.readString(path).equals(file.getValue())) {
                stale.put(file.getKey(), "is not what its source says");
            }
        }
        leftOver().forEach(file -> stale.put(file, "belongs to no function"));
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

    private TreeSet<Path> leftOver() throws IOException {
        var folder = root.resolve(ClusterFiles.FOLDER);
        if (!Files.isDirectory(folder)) {
            return new TreeSet<>();
        }
        try (var there = Files.list(folder)) {
            return there.map(root::relativize)
                    .filter(file -> !files.containsKey(file))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
