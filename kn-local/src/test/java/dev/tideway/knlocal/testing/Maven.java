package dev.tideway.knlocal.testing;

import static dev.tideway.knlocal.testing.Copy.REPOSITORY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Maven for a function elsewhere, offline: function-kit as it was built here stands in a local repository of its own, in
/// front of the one that this build uses. Needs function-kit built (`make build`).
public record Maven(Path repository) {
    private static final String VERSION = "0.1.0-SNAPSHOT";

    /// Puts function-kit there.
    ///
    /// @param repository a new folder
    public static Maven with(Path repository) throws IOException {
        var maven = new Maven(repository);
        maven.install("tideway", Path.of("pom.xml"));
        maven.install("function-kit", Path.of("function-kit/pom.xml"));
        maven.install("function-kit-testing", Path.of("function-kit/testing/pom.xml"));
        return maven;
    }

    private void install(String artifact, Path pom) throws IOException {
        var folder = repository.resolve("dev/tideway").resolve(artifact).resolve(VERSION);
        Files.createDirectories(folder);
        var name = artifact + "-" + VERSION;
        Files.copy(REPOSITORY.resolve(pom), folder.resolve(name + ".pom"));
        var jar = REPOSITORY.resolve(pom).resolveSibling("target/" + name + ".jar");
        if (Files.exists(jar)) {
            Files.copy(jar, folder.resolve(name + ".jar"));
        }
    }

    /// Runs it, and says what it said.
    ///
    /// @throws AssertionError when it fails
    public String run(Path folder, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(REPOSITORY.resolve("mvnw").toString());
        command.addAll(List.of("-o", "-B", "-ntp", "-Dmaven.repo.local=" + repository));
        command.add("-Dmaven.repo.local.tail=" + System.getProperty("localRepository"));
        command.addAll(List.of(arguments));
        var output = Files.createTempFile(repository, "maven", ".log");
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("Maven does not end: " + Files.readString(output));
        }
        var said = Files.readString(output);
        if (process.exitValue() != 0) {
            throw new AssertionError(said);
        }
        return said;
    }
}
