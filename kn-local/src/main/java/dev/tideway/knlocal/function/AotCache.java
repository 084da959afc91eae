package dev.tideway.knlocal.function;

import dev.tideway.knlocal.packing.PackedApp;
import dev.tideway.knlocal.state.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The JDK's AOT cache of one function: a file named by everything the JVM compares before it trusts it (its own
/// version, its flags, path, size and time of every jar). A cache that does not fit slows a start down, so one that is
/// not named so is deleted. Safe for any thread.
final class AotCache {
    private static final Logger LOG = LoggerFactory.getLogger(AotCache.class);
    private static final Pattern REJECTED =
            Pattern.compile("\\[(warning|error)\\s*]\\[(aot|cds)[^]]*]");
    private static final int LINES_READ = 40;
    private static final String PACKED = ".packed";

    private final Path folder;
    private final String jdk;
    private final Set<Path> given = ConcurrentHashMap.newKeySet();

    /// @param java the `java` that runs the function
    AotCache(Path folder, Path java) {
        this.folder = folder;
        this.jdk = versionOf(java);
    }

    /// Where the cache of this build is, or is to be.
    Path of(Build.QuarkusApp build, List<String> flags) {
        var where = build.directory().toString();
        var key =
                Build.hash(
                        String.join(
                                "\n", jdk, String.join(" ", flags), build.key(), where, PACKED));
        return folder.resolve(key + ".aot");
    }

    /// The build's packed form, which its cache is made of: beside the cache.
    private static Path packed(Path cache) {
        return cache.resolveSibling(cache.getFileName() + PACKED);
    }

    /// Makes the packed form, in place of one that may be there, unless the build has none.
    void pack(Build.QuarkusApp build, Path cache) throws IOException {
        var unfinished = cache.resolveSibling(cache.getFileName() + PACKED + ".new");
        Trees.delete(unfinished);
        Trees.delete(packed(cache));
        if (PackedApp.write(build.directory(), unfinished)) {
            Files.move(unfinished, packed(cache), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /// What to give to `java -jar`, with this cache or while it is made.
    static Path jar(Build.QuarkusApp build, Path cache) {
        var jar = packed(cache).resolve(Build.QuarkusApp.JAR);
        return Files.exists(jar) ? jar : build.directory().resolve(Build.QuarkusApp.JAR);
    }

    /// The cache to start with, if it is there; deletes others, which are stale.
    Optional<Path> present(Path cache) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (var files = Files.list(folder)) {
            for (var stale : files.filter(f -> !isOf(cache, f)).toList()) {
                Trees.delete(stale);
            }
        } catch (IOException e) {
            LOG.warn("old AOT caches in {} cannot be deleted: {}", folder, e.toString());
        }
        return Optional.of(cache).filter(Files::isRegularFile);
    }

    /// Whether it should be made: it is not there, and has neither failed nor been rejected in this run.
    boolean isWanted(Path cache) {
        return !given.contains(cache) && !Files.exists(cache);
    }

    /// It is not tried again in this run.
    void giveUp(Path cache) {
        given.add(cache);
    }

    /// After a start with this cache: drops it when the JVM says in the log that it does not take it.
    void check(Path cache, Path log) {
        try (var lines = Files.lines(log)) {
            lines.limit(LINES_READ)
                    .filter(line -> REJECTED.matcher(line).find())
                    .findFirst()
                    .ifPresent(line -> drop(cache, line));
        } catch (IOException e) {
            LOG.warn("cannot read {}: {}", log, e.toString());
        }
    }

    /// Deletes a cache that does harm.
    void drop(Path cache, String why) {
        giveUp(cache);
        try {
            Files.deleteIfExists(cache);
            Trees.delete(packed(cache));
            LOG.warn("the AOT cache {} is dropped: {}", cache, why);
        } catch (IOException e) {
            LOG.warn(
                    "the AOT cache {} is of no use and cannot be deleted: {}", cache, e.toString());
        }
    }

    /// Its packed form, and what is unfinished of both, begin with its name.
    private static boolean isOf(Path cache, Path file) {
        return file.getFileName().toString().startsWith(cache.getFileName().toString());
    }

    private static String versionOf(Path java) {
        var release = java.resolveSibling("..").resolve("release").normalize();
        try {
            return java + "\n" + Files.readString(release);
        } catch (IOException unreadable) {
            return java + "\n" + System.getProperty("java.vm.version");
        }
    }
}
