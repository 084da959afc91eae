package dev.tideway.knlocal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {
    private static final Path LAUNCHER = Path.of("bin", "kn-local").toAbsolutePath();
    private static final Path JAVA_HOME = Path.of("bin", "java-home").toAbsolutePath();
    private static final String HOME = System.getProperty("java.home");

    @TempDir Path folder;

    @Test
    void it_starts_through_links_from_any_folder() throws Exception {
        // Given
        var plugins = Files.createDirectories(folder.resolve("plugins"));
        Files.createSymbolicLink(plugins.resolve("kn-local"), LAUNCHER);
        var link = Files.createSymbolicLink(folder.resolve("kn"), Path.of("plugins/kn-local"));

        // When
        var ran = run(Map.of("JAVA_HOME", HOME), link.toString(), "--version");

        // Then
        assertThat(ran).isEqualTo(new Ran(0, "kn-local 0.1.0\n"));
    }

    @Test
    void its_exit_code_is_the_commands() throws Exception {
        assertThat(run(Map.of("JAVA_HOME", HOME), LAUNCHER.toString(), "send").code()).isEqualTo(2);
    }

    @Test
    void without_a_jar_it_says_what_to_do() throws Exception {
        var bin = Files.createDirectories(folder.resolve("bin"));
        Files.copy(LAUNCHER, bin.resolve("kn-local"));
        assertThat(run(Map.of(), "/bin/sh", bin.resolve("kn-local").toString(), "up"))
                .isEqualTo(new Ran(1, "kn-local is not built: run make in its repository\n"));
    }

    @Test
    void java_home_is_taken_when_it_is_new_enough() throws Exception {
        var jdk = jdk("jdk", "26.0.1");
        assertThat(run(Map.of("JAVA_HOME", jdk.toString()), JAVA_HOME.toString()))
                .isEqualTo(new Ran(0, jdk + "\n"));
    }

    @Test
    void an_old_java_home_gives_way_to_the_path() throws Exception {
        // Given
        var old = jdk("old", "17.0.9");
        var fresh = jdk("fresh", "25");
        var bin = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("javac"), Path.of("../fresh/bin/javac"));

        // When
        var ran =
                run(
                        Map.of("JAVA_HOME", old.toString(), "PATH", bin + ":/usr/bin:/bin"),
                        JAVA_HOME.toString());

        // Then
        assertThat(ran).isEqualTo(new Ran(0, fresh.toRealPath() + "\n"));
    }

    @Test
    void a_jdk_in_a_usual_folder_is_found_the_nearest_to_25_first() throws Exception {
        // Given
        jdk(".sdkman/candidates/java/30-open", "30");
        jdk(".sdkman/candidates/java/17-open", "17.0.9");
        var ran =
                run(
                        Map.of("HOME", folder.toString(), "PATH", "/usr/bin:/bin"),
                        JAVA_HOME.toString());
        assertThat(ran.code()).isZero();
        assertThat(ran.output()).doesNotContain("17-open");
    }

    private Path jdk(String name, String version) throws Exception {
        var jdk = Files.createDirectories(folder.resolve(name));
        var bin = Files.createDirectories(jdk.resolve("bin"));
        for (var program : new String[] {"java", "javac"}) {
            var file = Files.writeString(bin.resolve(program), "#!/bin/sh\nexit 1\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.writeString(
                jdk.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    private record Ran(int code, String output) {}

    private Ran run(Map<String, String> environment, String... command) throws Exception {
        var builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), output);
    }
}
