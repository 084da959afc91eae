package dev.tideway.knlocal.log;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/// The folder with Kafka's data: ours alone while it is open, formatted when it is new.
///
/// Kafka's own lock comes too late: in one process of both roles the controller has written before the broker locks.
final class KafkaFolder implements AutoCloseable {
    private static final String LOCK = "kn-local.lock";

    /// A new segment with its indexes wants about this much.
    private static final long LEAST_FREE_BYTES = 1 << 20;

    private final Path path;
    private final FileChannel lock;

    private KafkaFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static KafkaFolder open(Path path) {
        try {
            Files.createDirectories(path);
            var folder = new KafkaFolder(path, lock(path));
            try {
                folder.formatIfNew();
                return folder;
            } catch (IOException | RuntimeException e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            var what = e.getClass().getSimpleName() + " " + e.getMessage();
            throw new LogException("Kafka cannot use " + path + ": " + what, e);
        }
    }

    /// Whether a broker ended here without closing its logs.
    boolean uncleanlyClosed() {
        return Files.exists(path.resolve("__cluster_metadata-0"))
                && Files.notExists(path.resolve(".kafka_cleanshutdown"));
    }

    Path path() {
        return path;
    }

    /// One line for a fault of the running Kafka.
    String failed(String reason) {
        return "Kafka stopped: "
                + full().orElse("%s can no longer be written: %s".formatted(path, reason));
    }

    /// One line for a Kafka that does not start here.
    String damaged(Throwable why) {
        return full().map(full -> "Kafka does not start: " + full)
                .orElseGet(() ->
                        "Kafka's data in %s cannot be opened: %s; `kn-local reset` empties it"
                                .formatted(path, Reasons.of(why)));
    }

    private Optional<String> full() {
        var free = path.toFile().getUsableSpace();
        return free >= LEAST_FREE_BYTES
                ? Optional.empty()
                : Optional.of(
                        "no space is left on the disk that holds %s (%d bytes); make room and start again"
                                .formatted(path, free));
    }

    private static FileChannel lock(Path path) throws IOException {
        var file = path.resolve(LOCK);
        var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw inUse(path, channel);
            }
        } catch (OverlappingFileLockException e) {
            throw inUse(path, channel);
        }
        channel.truncate(0);
        channel.write(StandardCharsets.UTF_8.encode(Long.toString(ProcessHandle.current().pid())));
        return channel;
    }

    private static LogException inUse(Path path, FileChannel channel) throws IOException {
        try (channel) {
            var pid = ByteBuffer.allocate(20);
            channel.read(pid, 0);
            return new LogException(
                    "another kn-local (process %s) is using %s; stop it first"
                            .formatted(StandardCharsets.UTF_8.decode(pid.flip()), path),
                    null);
        }
    }

    private void formatIfNew() throws IOException {
        if (Files.exists(path.resolve("meta.properties"))) {
            return;
        }
        try (var entries = Files.newDirectoryStream(path, Files::isDirectory)) {
            if (entries.iterator().hasNext()) {
                throw new LogException(
                        "Kafka's data in %s has lost its meta.properties; `kn-local reset` empties it"
                                .formatted(path),
                        null);
            }
        }
        try {
            format();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new LogException("Kafka cannot prepare " + path + ": " + Reasons.of(e), e);
        }
    }

    private void format() throws Exception {
        var quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        new Formatter()
                .setPrintStream(quiet)
                .setNodeId(KafkaSettings.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(path.toString()))
                .setMetadataLogDirectory(path.toString())
                .setControllerListenerName(KafkaSettings.CONTROLLER)
                // A format that was cut short is done again: it ends by writing meta.properties.
                .setIgnoreFormatted(true)
                .run();
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new LogException("the lock of " + path + " cannot be released", e);
        }
    }
}
