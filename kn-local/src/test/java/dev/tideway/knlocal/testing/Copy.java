package dev.tideway.knlocal.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// This repository again, in a folder where a test may write: what git would have, without what was built or ran.
public record Copy(Path root) {
    public static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LEFT_OUT = Pattern.compile("(.*/)?(target|\\.git|\\.kn-local)");

    /// Copies what matches.
    ///
    /// @param wanted which files, by path from the root
    public static Copy of(Path folder, Pattern wanted) throws IOException {
        copy(REPOSITORY, folder, wanted);
        return new Copy(folder);
    }

    private static void copy(Path from, Path to, Pattern wanted) throws IOException {
        try (var entries = Files.list(from)) {
            for (var entry : entries.toList()) {
                var path = REPOSITORY.relativize(entry).toString();
                var target = to.resolve(entry.getFileName());
                if (Files.isDirectory(entry) && !LEFT_OUT.matcher(path).matches()) {
                    copy(entry, target, wanted);
                } else if (Files.isRegularFile(entry) && wanted.matcher(path).matches()) {
                    Files.createDirectories(to);
                    Files.copy(entry, target);
                }
            }
        }
    }

    public String text(String file) throws IOException {
        return Files.readString(root.resolve(file));
    }

    public void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    /// Every file's text, to compare.
    public Map<String, String> texts() throws IOException {
        var texts = new TreeMap<String, String>();
        try (var files = Files.walk(root)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                texts.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return texts;
    }
}
