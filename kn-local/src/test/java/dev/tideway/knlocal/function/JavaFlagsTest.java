package dev.tideway.knlocal.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.manifest.Manifests;
import dev.tideway.knlocal.manifest.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaFlagsTest {
    @TempDir Path folder;

    private List<String> flags(String more) throws IOException {
        var function = Files.createDirectories(folder.resolve("fn"));
        Files.writeString(
                function.resolve("func.yaml"),
                "specVersion: 0.36.0\nname: fn\nruntime: quarkus\ncreated: 2026-01-01T00:00:00Z\n"
                        + more);
        var sources =
                new Sources(folder, List.of(), List.of(function), "default", Map.of(), Set.of());
        var read = Manifests.read(sources);
        assertThat(read.problems()).isEmpty();
        return JavaFlags.of(read.functions().values().iterator().next());
    }

    @Test
    void a_function_runs_small_and_quick_to_start() throws IOException {
        assertThat(flags("")).containsExactly("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    }

    /// Of two options of one name the JVM takes the last.
    @Test
    void what_func_yaml_says_to_its_jvm_comes_last() throws IOException {
        var yaml =
                """
                run:
                  envs:
                    - name: OTHER
                      value: -Xother
                    - name: JAVA_TOOL_OPTIONS
                      value: ' -XX:TieredStopAtLevel=4  -Xss512k '
                deploy: {options: {resources: {limits: {memory: 256Mi}}}}
                """;
        assertThat(flags(yaml))
                .containsExactly(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx192m",
                        "-XX:TieredStopAtLevel=4",
                        "-Xss512k");
    }
}
