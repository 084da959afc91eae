package dev.tideway.knlocal.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Manifests;
import dev.tideway.knlocal.manifest.Sources;
import dev.tideway.knlocal.testing.Copy;
import dev.tideway.knlocal.testing.FuncSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuncCreateTest {
    @TempDir Path folder;

    private Path create(String name) throws IOException {
        var func = new FuncCreate(Copy.REPOSITORY);
        func.run("quarkus", "tideway", folder.resolve(name));
        assertThat(func.problems()).isEmpty();
        return folder.resolve(name);
    }

    @Test
    void a_created_function_is_whole() throws IOException {
        assertThat(new Copy(create("loyalty")).texts())
                .containsKeys(
                        "func.yaml",
                        "pom.xml",
                        "README.md",
                        "trigger.yaml",
                        "events/dev.tideway.my.function.ask.v1.schema.json",
                        "src/main/java/dev/tideway/myfunction/MyFunction.java",
                        "src/test/java/dev/tideway/myfunction/MyFunctionTest.java",
                        "src/test/java/dev/tideway/myfunction/MyFunctionIT.java")
                .doesNotContainKey("manifest.yaml");
    }

    @Test
    void func_takes_its_func_yaml() throws IOException {
        var func = Files.readString(create("loyalty").resolve("func.yaml"));
        assertThat(new FuncSchema().problems(func)).isEmpty();
    }

    @Test
    void its_func_yaml_and_its_trigger_are_right() throws IOException {
        // Given
        var function = create("my-function");
        // When
        var read =
                Manifests.read(
                        new Sources(
                                function,
                                List.of(
                                        Copy.REPOSITORY.resolve(
                                                "broker-config/in-memory/broker.yaml"),
                                        Copy.REPOSITORY.resolve(
                                                "broker-config/in-memory/config.yaml"),
                                        function.resolve("trigger.yaml")),
                                List.of(function, deadLetters()),
                                "default",
                                Map.of(),
                                Set.of()));
        // Then
        assertThat(read.problems()).isEmpty();
        assertThat(read.functions()).containsKey(new Key("default", "my-function"));
    }

    /// The broker's sink.
    private Path deadLetters() throws IOException {
        var sink = Files.createDirectories(folder.resolve("dead-letters"));
        Files.writeString(
                sink.resolve("func.yaml"),
                "specVersion: 0.36.0\nname: dead-letters\ncreated: 2026-03-17T02:02:34Z\n");
        return sink;
    }

    @Test
    void func_finds_the_folder_that_its_language_pack_rules_name() {
        // Files beside the template folders are none of func's business; folders would be languages
        // and templates.
        assertThat(Copy.REPOSITORY.resolve("templates"))
                .isDirectoryNotContaining(it -> Files.isDirectory(it) && !it.endsWith("quarkus"));
        assertThat(Copy.REPOSITORY.resolve("templates/quarkus"))
                .isDirectoryNotContaining(it -> Files.isDirectory(it) && !it.endsWith("tideway"));
    }
}
