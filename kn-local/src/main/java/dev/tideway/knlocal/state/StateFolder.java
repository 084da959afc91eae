package dev.tideway.knlocal.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// `.kn-local/`, held by this JVM until closed (or gone: the lock is the system's). Only a folder that carries our
/// marker is ever emptied.
public final class StateFolder implements AutoCloseable {
    static final String MARKER = "kn-local.state";
    private static final String LOCK = "runner.lock";
    private static final String MARK =
            "What kn-local keeps between runs. `kn-local reset` empties this folder.\n";

    private final Path path;
    private final FileChannel lock;

    private StateFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Makes and marks the folder where there is none.
    ///
    /// @throws StateException when another runner holds it, when it holds files that are not ours, or when it
    ///     cannot be written
    public static StateFolder hold(Path folder) throws StateException {
        var path = folder.toAbsolutePath().normalize();
        try {
            if (!Files.exists(path.resolve(MARKER))) {
                mark(path);
            }
            return new StateFolder(path, lock(path));
        } catch (IOException e) {
            throw new StateException("the state folder " + path + " cannot be used: " + e, e);
        }
    }

    /// Deletes what the folder holds, all but marker and lock. False when there is no such folder.
    ///
    /// @throws StateException when a runner holds it or it is not ours: then nothing is deleted
    public static boolean empty(Path folder) throws StateException {
        if (!Files.exists(folder)) {
            return false;
        }
        if (!Files.exists(folder.resolve(MARKER))) {
            throw new StateException(
                    "%s is not emptied: it has no file %s, so kn-local did not make it"
                            .formatted(folder, MARKER));
        }
        try (var held = hold(folder)) {
            for (var entry : entries(held.path)) {
                if (!entry.endsWith(MARKER) && !entry.endsWith(LOCK)) {
                    Trees.delete(entry);
                }
            }
            return true;
        } catch (IOException e) {
            throw new StateException(folder + " cannot be emptied: " + e, e);
        }
    }

    /// Absolute.
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new IllegalStateException("the lock on " + path + " cannot be released", e);
        }
    }

    private static void mark(Path path) throws IOException, StateException {
        Files.createDirectories(
                path,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (!entries(path).isEmpty()) {
            throw new StateException(
                    "%s holds files that are not kn-local's: name another folder for the state"
                            .formatted(path));
        }
        Files.writeString(path.resolve(MARKER), MARK);
    }

    private static FileChannel lock(Path path) throws IOException, StateException {
        var file = path.resolve(LOCK);
        var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new StateException(
                    "%s is in use by the runner with process id %s: stop that one, or name another folder"
                            .formatted(path, Files.readString(file).strip()));
        }
        var holder = Long.toString(ProcessHandle.current().pid());
        channel.truncate(0);
        channel.write(StandardCharsets.UTF_8.encode(holder));
        return channel;
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException thisJvm) {
            return false;
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.toList();
        }
    }
}
