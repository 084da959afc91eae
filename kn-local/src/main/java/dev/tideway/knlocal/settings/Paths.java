package dev.tideway.knlocal.settings;

import dev.tideway.knlocal.settings.SettingsFile.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Turns what was said into paths, and says which lead nowhere.
///
/// @param root where relative ones start
/// @param problems gets those, each in its line
record Paths(Path root, List<String> problems) {
    /// `folder/*` stands for all folders of functions in it, in the order of their names.
    List<Path> of(Said said) {
        var paths = new ArrayList<Path>();
        for (var part : said.value().split(",", -1)) {
            var pattern = part.strip();
            if (pattern.endsWith("/*")) {
                paths.addAll(
                        folders(resolve(pattern.substring(0, pattern.length() - 2), said), said));
            } else if (!pattern.isEmpty()) {
                paths.add(existing(resolve(pattern, said), said));
            }
        }
        return paths;
    }

    /// The same, where a file would not do.
    List<Path> foldersOf(Said said) {
        var paths = of(said);
        paths.stream()
                .filter(Files::isRegularFile)
                .forEach(it ->
                        problems.add(
                                "%s names %s, which is a file; name its folder"
                                        .formatted(said.by(), root.relativize(it))));
        return paths;
    }

    private List<Path> folders(Path parent, Said said) {
        try (var entries = Files.list(existing(parent, said))) {
            return entries.filter(Paths::isFunction).sorted().toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    Path resolve(String path, Said said) {
        try {
            return root.resolve(path).normalize();
        } catch (InvalidPathException e) {
            problems.add(said.by() + " is not a path: " + e.getMessage());
            return root;
        }
    }

    Path existing(Path path, Said said) {
        if (!Files.exists(path)) {
            problems.add(said.by() + " names " + root.relativize(path) + ", which is not there");
        }
        return path;
    }

    static boolean isFunction(Path folder) {
        return Files.isRegularFile(folder.resolve("func.yaml"));
    }
}
