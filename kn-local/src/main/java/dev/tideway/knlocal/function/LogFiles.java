package dev.tideway.knlocal.function;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// The logs of one revision: a file per instance, numbered on across runs, the oldest deleted.
final class LogFiles {
    private static final int TAIL_BYTES = 64 * 1024;

    private final Path folder;
    private final Pattern numbered;

    LogFiles(Path folder, String revision) {
        this.folder = folder;
        this.numbered = Pattern.compile(Pattern.quote(revision) + "-(\\d{1,9})\\.log");
    }

    Path of(String instance) {
        return folder.resolve(instance + ".log");
    }

    /// The number of the newest instance there ever was; 0 when there was none.
    int lastNumber() throws IOException {
        return list().stream().mapToInt(this::number).max().orElse(0);
    }

    /// Deletes all but the newest ones.
    void prune(int kept) throws IOException {
        var newestFirst = Comparator.comparingInt(this::number).reversed();
        for (var surplus : list().stream().sorted(newestFirst).skip(kept).toList()) {
            Files.deleteIfExists(surplus);
        }
    }

    /// The last lines of a log that may be long, or still be written to.
    static List<String> tail(Path log, int lines) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - TAIL_BYTES));
            var bytes = new byte[(int) Math.min(TAIL_BYTES, file.length() - file.getFilePointer())];
            file.readFully(bytes);
            var all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException unreadable) {
            return List.of("(its log cannot be read: " + unreadable.getMessage() + ")");
        }
    }

    private List<Path> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> number(file) > 0).toList();
        }
    }

    private int number(Path file) {
        var matcher = numbered.matcher(file.getFileName().toString());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
