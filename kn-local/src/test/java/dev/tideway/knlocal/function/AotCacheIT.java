package dev.tideway.knlocal.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A [FakeFunction] packed as Quarkus packs its builds, on the real JVM.
class AotCacheIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir Path folder;
    private FleetHarness fake = new FleetHarness(Path.of("unset"));

    @BeforeEach
    void build() throws IOException {
        pack(folder.resolve("target/quarkus-app/quarkus-run.jar"));
        fake = new FleetHarness(folder).command(List.of());
    }

    @AfterEach
    void nothing_is_left() {
        var pids = fake.pids();
        fake.close();
        pids.forEach(fake::awaitGone);
        await().atMost(PATIENCE).until(() -> doubles().isEmpty());
    }

    @Test
    void the_first_run_of_a_build_makes_a_cache_and_later_ones_start_with_it() throws Exception {
        // Given
        fake.up();
        fake.get("/ready").join();
        assertThat(commandLine()).doesNotContain("AOT");

        // When
        var cache = awaitCache();
        restart();

        // Then
        assertThat(commandLine()).contains("-XX:AOTCache=" + cache);
        assertThat(fake.get("/ready").join()).isEqualTo("ready");
        assertThat(cache).exists();
        assertThat(files()).containsExactly(cache);
    }

    @Test
    void the_double_refuses_what_breaks_off_in_the_middle_of_an_event_and_gets_nothing_else()
            throws Exception {
        fake.up();
        fake.get("/ready").join();
        awaitCache();

        var log = Files.readString(folder.resolve("state/logs/fake/fake-00001-rehearsal.log"));
        assertThat(log.lines().filter(line -> line.startsWith("POST ")))
                .containsExactly("POST {\"specversion\":\"1.0\",");
    }

    @Test
    void a_cache_of_another_build_is_deleted_and_made_anew() throws Exception {
        // Given
        fake.up();
        fake.get("/ready").join();
        var stale = awaitCache();

        // When
        var jar = folder.resolve("target/quarkus-app/quarkus-run.jar");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        fake.close();
        fake = new FleetHarness(folder).command(List.of()).up();
        fake.get("/ready").join();

        // Then
        assertThat(commandLine()).doesNotContain("AOT");
        assertThat(stale).doesNotExist();
        assertThat(awaitCache()).isNotEqualTo(stale);
    }

    @Test
    void a_cache_that_the_jvm_does_not_take_is_dropped_and_the_function_works() throws Exception {
        // Given
        fake.up();
        fake.get("/ready").join();
        var cache = awaitCache();
        Files.writeString(cache, "not a cache");

        // When
        restart();

        // Then
        assertThat(fake.get("/ready").join()).isEqualTo("ready");
        await().atMost(PATIENCE).until(() -> !Files.exists(cache));
    }

    @Test
    void closing_does_not_wait_for_a_cache_that_is_being_made() throws Exception {
        // Given
        fake.up();
        fake.get("/ready").join();
        await().atMost(PATIENCE).until(() -> !doubles().isEmpty());

        // When
        fake.close();

        // Then
        await().atMost(PATIENCE).until(() -> doubles().isEmpty());
        assertThat(files()).noneMatch(file -> file.toString().endsWith(".aot"));
    }

    private void restart() {
        fake.fleet().scaleTo(0);
        fake.await(snapshot -> snapshot.members().isEmpty());
        fake.get("/ready").join();
    }

    private String commandLine() {
        return ProcessHandle.of(fake.pids().getFirst())
                .flatMap(h -> h.info().commandLine())
                .orElse("");
    }

    private Path awaitCache() {
        return await().atMost(PATIENCE)
                .until(
                        () ->
                                files().stream()
                                        .filter(f -> f.toString().endsWith(".aot"))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private List<Path> files() throws IOException {
        var revisions = folder.resolve("state/revisions/fake");
        if (!Files.isDirectory(revisions)) {
            return List.of();
        }
        try (var files = Files.walk(revisions)) {
            return files.filter(f -> f.toString().contains("/aot/")).toList();
        }
    }

    /// Processes that record, or make a cache, for this test.
    private List<ProcessHandle> doubles() {
        return ProcessHandle.allProcesses()
                .filter(h -> h.info().commandLine().orElse("").contains("-XX:AOTMode="))
                .filter(h -> h.info().commandLine().orElse("").contains(folder.toString()))
                .toList();
    }

    private static void pack(Path jar) throws IOException {
        Files.createDirectories(jar.getParent());
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeFunction.class.getName());
        var resource = FakeFunction.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar);
                var packed = new JarOutputStream(out, manifest);
                var bytes = FakeFunction.class.getClassLoader().getResourceAsStream(resource)) {
            if (bytes == null) {
                throw new IOException("no such class: " + resource);
            }
            packed.putNextEntry(new JarEntry(resource));
            bytes.transferTo(packed);
        }
    }
}
