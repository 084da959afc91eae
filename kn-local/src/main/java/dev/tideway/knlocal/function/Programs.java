package dev.tideway.knlocal.function;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The files that a build consists of.
final class Programs {
    /// Enough for a function; a folder with more is known by what the command names.
    private static final int MOST = 2000;

    private Programs() {}

    /// All of a folder, in a fixed order.
    static List<Path> files(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /// Path, size and time of each. A file that goes meanwhile is described as gone.
    static String described(Path folder, List<Path> files) throws IOException {
        var text = new StringBuilder();
        for (var file : files) {
            text.append(folder.relativize(file)).append(' ');
            try {
                text.append(Files.size(file)).append(' ');
                text.append(Files.getLastModifiedTime(file).toMillis()).append('\n');
            } catch (NoSuchFileException gone) {
                text.append("gone\n");
            }
        }
        return text.toString();
    }

    /// The files that a command names, and those of the same kinds beside and below them: `node index.js` stands for
    /// every `.js` of the folder, but for what was installed or is hidden.
    static List<Path> namedBy(List<String> command, Path directory) throws IOException {
        var named = new ArrayList<Path>();
        var endings = new TreeSet<String>();
        for (var word : command) {
            var file = existing(directory, word);
            if (file != null) {
                named.add(file);
                endings.add(ending(file));
            }
        }
        endings.remove("");
        var alike = new TreeSet<>(named);
        if (!endings.isEmpty()) {
            var finder = new Finder(directory, endings);
            Files.walkFileTree(directory, finder);
            alike.addAll(finder.found);
        }
        return alike.size() > MOST ? named : List.copyOf(alike);
    }

    private static @Nullable Path existing(Path directory, String word) {
        if (word.isEmpty() || word.indexOf('\0') >= 0 || word.length() > 200) {
            return null;
        }
        var file = directory.resolve(word).normalize();
        return file.startsWith(directory.normalize()) && Files.isRegularFile(file) ? file : null;
    }

    private static String ending(Path file) {
        var name = String.valueOf(file.getFileName());
        return name.lastIndexOf('.') > 0 ? name.substring(name.lastIndexOf('.')) : "";
    }

    private static final class Finder extends SimpleFileVisitor<Path> {
        private final Path root;
        private final Set<String> endings;
        private final List<Path> found = new ArrayList<>();

        Finder(Path root, Set<String> endings) {
            this.root = root;
            this.endings = endings;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            var name = String.valueOf(folder.getFileName());
            var isForeign = name.startsWith(".") || name.equals("node_modules");
            return isForeign && !folder.equals(root)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && endings.contains(ending(file))) {
                found.add(file);
            }
            return found.size() > MOST ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException why) {
            return FileVisitResult.CONTINUE;
        }
    }
}
