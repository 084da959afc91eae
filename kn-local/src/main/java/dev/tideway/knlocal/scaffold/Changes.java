package dev.tideway.knlocal.scaffold;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/// Files to write, all or none: what was written is taken back when one cannot be.
public final class Changes {
    private final Path root;
    private final Map<String, String> texts = new TreeMap<>();
    private final Deque<Undo> undone = new ArrayDeque<>();

    /// Takes one step back.
    @FunctionalInterface
    private interface Undo {
        void run() throws IOException;
    }

    Changes(Path root) {
        this.root = root;
    }

    /// @param file from the root
    void put(String file, String text) {
        texts.put(file, text);
    }

    /// The file's text as these changes leave it.
    String text(String file) throws IOException {
        var changed = texts.get(file);
        return changed == null ? Files.readString(root.resolve(file)) : changed;
    }

    /// Paths from the root, with the text each will have.
    public Map<String, String> texts() {
        return Map.copyOf(texts);
    }

    public void write() throws ScaffoldException {
        for (var change : texts.entrySet()) {
            try {
                makeFolders(change.getKey());
                write(root.resolve(change.getKey()), change.getValue());
            } catch (IOException e) {
                var kept = takeBack();
                throw new ScaffoldException(
                        "%s cannot be written (%s): %s"
                                .formatted(change.getKey(), e.getClass().getSimpleName(), kept));
            }
        }
    }

    private void write(Path file, String text) throws IOException {
        if (Files.exists(file)) {
            var before = Files.readAllBytes(file);
            undone.push(() -> Files.write(file, before));
        } else {
            undone.push(() -> Files.deleteIfExists(file));
        }
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private void makeFolders(String file) throws IOException {
        for (int end = file.indexOf('/'); end >= 0; end = file.indexOf('/', end + 1)) {
            var folder = root.resolve(file.substring(0, end));
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder);
                undone.push(() -> Files.deleteIfExists(folder));
            }
        }
    }

    private String takeBack() {
        try {
            while (!undone.isEmpty()) {
                undone.pop().run();
            }
            return "nothing was changed; free the place, or get the rights, and try again";
        } catch (IOException e) {
            return "and what was changed could not be taken back: see git status";
        }
    }
}
