package dev.tideway.knlocal.database;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/// The roles' passwords in a file that only its owner may read. Letters and digits only, so that they stand in
/// an address as they are.
final class Passwords {
    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final Properties known;

    private Passwords(Path file, Properties known) {
        this.file = file;
        this.known = known;
    }

    static Passwords in(Path file) throws IOException {
        var known = new Properties();
        try {
            known.load(new StringReader(Files.readString(file)));
        } catch (NoSuchFileException none) {
            return new Passwords(file, known);
        }
        return new Passwords(file, known);
    }

    Optional<String> of(String role) {
        return Optional.ofNullable(known.getProperty(role));
    }

    /// A new random one; in the file when this returns.
    String make(String role) throws IOException {
        var password = random();
        known.setProperty(role, password);
        save();
        return password;
    }

    private static String random() {
        var letters = new StringBuilder(LENGTH);
        RANDOM.ints(LENGTH, 0, LETTERS.length()).forEach(i -> letters.append(LETTERS.charAt(i)));
        return letters.toString();
    }

    private void save() throws IOException {
        var text = new StringWriter();
        known.store(text, null);
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        write(fresh, text.toString());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// A file nobody else can read, not even for a moment.
    static void write(Path file, String text) throws IOException {
        var mine =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(file, options, mine)) {
            channel.write(StandardCharsets.UTF_8.encode(text));
            channel.force(true);
        }
    }
}
