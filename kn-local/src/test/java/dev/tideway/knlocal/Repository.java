package dev.tideway.knlocal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/// The files of this repository, for the tests that are its rules.
final class Repository {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Repository() {}

    static Path path(String name) {
        return ROOT.resolve(name);
    }

    static String text(Path file) throws IOException {
        return Files.readString(file);
    }

    /// Files below a folder, build output left out, by path from the root; none when the folder is not there.
    static List<Path> files(Path folder, Predicate<String> name) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?target/.*"))
                    .filter(file -> name.test(ROOT.relativize(file).toString()))
                    .sorted()
                    .toList();
        }
    }

    /// Java that is shipped, of every module.
    static List<Path> mainSources() throws IOException {
        return files(ROOT, name -> name.matches(".*src/main/java/.*\\.java"));
    }

    static List<Path> functions() throws IOException {
        try (var folders = Files.list(path("functions"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .sorted()
                    .toList();
        }
    }
}
