package dev.tideway.images;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.spi.ToolProvider;

/// The JVM of the images: the JDK that runs this, cut down by jlink to what functions need. One for all functions, so
/// that a node fetches it once.
///
/// @param home its folder on this machine
record JavaRuntime(Path home) {
    /// What Quarkus, its JDBC drivers and function-kit use; an image's test fails when a function lacks one.
    static final List<String> MODULES =
            List.of(
                    "java.base",
                    "java.compiler",
                    "java.instrument",
                    "java.logging",
                    "java.management",
                    "java.naming",
                    "java.net.http",
                    "java.rmi",
                    "java.security.jgss",
                    "java.security.sasl",
                    "java.sql",
                    "java.transaction.xa",
                    "java.xml",
                    "jdk.httpserver",
                    "jdk.management",
                    "jdk.net",
                    "jdk.unsupported",
                    "jdk.zipfs");

    private static final List<String> OPTIONS =
            List.of("--strip-debug", "--no-man-pages", "--no-header-files");

    /// Made once per JDK, kept below `folder`.
    static JavaRuntime in(Path folder) throws ImageException, IOException {
        var jdk = Path.of(System.getProperty("java.home"));
        var key = Tree.digestOf(Files.readString(jdk.resolve("release")) + MODULES + OPTIONS);
        var home = folder.resolve(key.substring(0, 16));
        if (!Files.isDirectory(home)) {
            var unfinished = folder.resolve("unfinished");
            Tree.delete(unfinished);
            Files.createDirectories(folder);
            link(unfinished);
            Tree.settle(unfinished);
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return new JavaRuntime(home);
    }

    Path java() {
        return home.resolve("bin/java");
    }

    private static void link(Path to) throws ImageException {
        var arguments = new java.util.ArrayList<>(OPTIONS);
        arguments.addAll(List.of("--add-modules", String.join(",", MODULES)));
        arguments.addAll(List.of("--output", to.toString()));
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        var jlink =
                ToolProvider.findFirst("jlink")
                        .orElseThrow(() ->
                                new ImageException(
                                        "this JDK has no jlink: take a full JDK 25, such as Temurin"));
        if (jlink.run(out, out, arguments.toArray(String[]::new)) != 0) {
            throw new ImageException(
                    "jlink cannot make the images' runtime: "
                            + said.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("")
                            + " (take a full JDK 25, such as Temurin)");
        }
    }
}
