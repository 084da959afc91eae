package dev.tideway.knlocal.database;

import dev.tideway.knlocal.state.Trees;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// PostgreSQL's programs for this machine, unpacked once from the jar that carries them.
record PostgresBinaries(Path home, String version) {
    private static final Pattern VERSION = Pattern.compile("-(\\d+(?:\\.\\d+)*)\\.jar!");

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /// The first number of the version: data folders of different ones do not fit each other.
    String major() {
        return version.split("\\.", -1)[0];
    }

    /// Into `<folder>/<version>`, whole or not at all; about 1 s the first time.
    static PostgresBinaries unpack(Path folder) throws DatabaseException {
        var archive = archive();
        var version = version(archive);
        var home = folder.resolve(version);
        if (!Files.isDirectory(home)) {
            try {
                unpack(archive, folder, home);
            } catch (IOException e) {
                throw new DatabaseException(
                        "PostgreSQL cannot be unpacked into %s: %s"
                                .formatted(folder, Reasons.of(e)),
                        e);
            }
        }
        return new PostgresBinaries(home, version);
    }

    private static URL archive() throws DatabaseException {
        var name = "/postgres-%s-%s.txz".formatted(system(), architecture());
        var found = PostgresBinaries.class.getResource(name);
        if (found == null) {
            throw new DatabaseException(
                    "no PostgreSQL for this machine on the class path (%s): build kn-local here, or take functions"
                                    .formatted(name.substring(1))
                            + " that need no database");
        }
        return found;
    }

    private static String system() {
        return System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
    }

    private static String architecture() {
        var name = System.getProperty("os.arch");
        return switch (name) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "arm_64";
            default -> name;
        };
    }

    private static String version(URL archive) throws DatabaseException {
        var matcher = VERSION.matcher(archive.toString());
        if (!matcher.find()) {
            throw new DatabaseException("no version in the name of PostgreSQL's jar: " + archive);
        }
        return matcher.group(1);
    }

    private static void unpack(URL archive, Path folder, Path home) throws IOException {
        Files.createDirectories(folder);
        var unpacking = folder.resolve("unpacking");
        Trees.delete(unpacking);
        Files.createDirectory(unpacking);
        try (var file = new BufferedInputStream(archive.openStream(), 1 << 16)) {
            unpack(file, unpacking);
        }
        Files.move(unpacking, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpack(InputStream file, Path into) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(file))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (!onlyForLinking(entry)) {
                    place(entry, tar, into.resolve(entry.getName()).normalize());
                }
            }
        }
    }

    private static boolean onlyForLinking(TarArchiveEntry entry) {
        return entry.getName().endsWith(".a") || entry.getName().endsWith(".pc");
    }

    private static void place(TarArchiveEntry entry, InputStream content, Path target)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, target);
        if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
