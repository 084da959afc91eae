package dev.tideway.knlocal.journey;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder of files of lines: written at the end of the newest, the oldest deleted when there are too many. Each file
/// is named by the number of its first line, so that they sort.
///
/// Written by one thread; read by any, line by line, while it is written.
final class Segments implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Segments.class);
    private static final String SUFFIX = ".jsonl";
    private static final int FILES = 16;

    private final Path folder;
    private final long limit;
    private FileChannel newest;

    /// @param limit bytes of all of them, but for what is written at once
    /// @param next number of the next line
    static Segments open(Path folder, long limit, long next) throws IOException {
        Files.createDirectories(folder);
        return new Segments(folder, limit, create(folder, next));
    }

    private Segments(Path folder, long limit, FileChannel newest) {
        this.folder = folder;
        this.limit = limit;
        this.newest = newest;
    }

    private static FileChannel create(Path folder, long next) throws IOException {
        var file = folder.resolve("%019d%s".formatted(next, SUFFIX));
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /// @param lines whole ones, so many bytes of them
    /// @param next number of the line after them
    void append(byte[] lines, int length, long next) throws IOException {
        var left = ByteBuffer.wrap(lines, 0, length);
        while (left.hasRemaining()) {
            newest.write(left);
        }
        if (newest.size() >= limit / FILES) {
            newest.close();
            newest = create(folder, next);
            dropOldest();
        }
    }

    private void dropOldest() throws IOException {
        long bytes = 0;
        for (var file : files(folder).reversed()) {
            bytes += Files.size(file);
            if (bytes > limit) {
                Files.delete(file);
            }
        }
    }

    /// Oldest first; none where nothing was ever written.
    static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
        }
    }

    /// The number of the file's first line.
    static long first(Path file) {
        var name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    /// Each line of the file; none when it was the oldest, and has been deleted meanwhile.
    static void lines(Path file, Consumer<String> line) throws IOException {
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (var next = reader.readLine(); next != null; next = reader.readLine()) {
                line.accept(next);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} is gone", file, e);
        }
    }

    @Override
    public void close() throws IOException {
        newest.close();
    }
}
