package dev.tideway.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `kn func deploy` has to do from source: build a function's folder where nothing of this repository is.
class PublishIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir Path folder = Path.of("");

    @Test
    void a_function_builds_alone_once_function_kit_is_published() throws Exception {
        // Given
        var repository = folder.resolve("repository");
        var function = folder.resolve("payments");
        for (var part : List.of("src", "pom.xml", "func.yaml")) {
            var from = ROOT.resolve("functions/payments").resolve(part);
            if (Files.isDirectory(from)) {
                Tree.copy(from, function.resolve(part));
            } else {
                Tree.copyFile(from, function.resolve(part));
            }
        }
        // When
        var without = build(function, repository);
        run(ROOT, Map.of(), List.of("make", "publish", "MAVEN_REPO=" + repository));
        var with = build(function, repository);
        // Then
        assertThat(without).contains("function-kit");
        assertThat(with).isBlank();
        assertThat(function.resolve("target/quarkus-app/quarkus-run.jar")).exists();
    }

    /// Offline but for the repository; of this machine's own, only what other people have published.
    private String build(Path function, Path repository) throws Exception {
        var maven =
                List.of(
                        ROOT.resolve("mvnw").toString(),
                        "-o",
                        "-q",
                        "-B",
                        "-ntp",
                        "-Daether.offline.protocols=file",
                        "-Dmaven.repo.local=" + folder.resolve("local"),
                        "-Dmaven.repo.local.tail=" + System.getProperty("local.repository"),
                        "-Dmaven.repo.local.tail.ignoreAvailability=true",
                        "-DskipTests",
                        "package");
        return run(function, Map.of("MAVEN_REPO", repository.toUri().toString()), maven);
    }

    private static String run(Path in, Map<String, String> more, List<String> command)
            throws Exception {
        var builder = new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(more);
        builder.environment().remove("MAVEN_ARGS");
        var process = builder.start();
        try (var out = process.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
