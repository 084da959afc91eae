package dev.tideway.knlocal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every bad file says in its `#!` lines what is to be said about it: `#! line: the rest of the message`.
class ManifestProblemsTest {
    static final Path FILES = Path.of("src/test/resources/manifest");

    static Stream<Path> bad_manifests() throws IOException {
        return files("bad").stream();
    }

    static Stream<Path> bad_functions() throws IOException {
        return files("bad-func").stream();
    }

    private static List<Path> files(String folder) throws IOException {
        try (var files = Files.walk(FILES.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("bad_manifests")
    void each_mistake_in_a_manifest_is_one_line_with_its_place(Path file) throws IOException {
        // When
        var read =
                Manifests.read(
                        sources(
                                List.of(FILES.resolve("good/broker.yaml"), file),
                                List.of(FILES.resolve("functions/orders"))));
        // Then
        assertThat(said(read, file)).containsExactlyElementsOf(wanted(file));
        assertThat(read.brokers()).containsKey(new Key("default", "default"));
    }

    @ParameterizedTest
    @MethodSource("bad_functions")
    void each_mistake_in_a_function_is_one_line_with_its_place(Path file) throws IOException {
        // Given
        var folder = file.getParent();
        // When
        var read =
                Manifests.read(
                        sources(
                                List.of(FILES.resolve("good/broker.yaml")),
                                List.of(FILES.resolve("functions/orders"), folder)));
        // Then
        assertThat(said(read, file)).containsExactlyElementsOf(wanted(file));
        assertThat(read.functions()).containsOnlyKeys(new Key("default", "orders"));
    }

    private static List<String> said(Resources read, Path file) {
        var name = FILES.relativize(file).toString();
        return read.problems().stream()
                .map(Problem::toString)
                .map(line -> line.startsWith(name + ":") ? line.substring(name.length() + 1) : line)
                .toList();
    }

    private static List<String> wanted(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("#! "))
                .map(line -> line.substring(3))
                .toList();
    }

    static Sources sources(List<Path> manifests, List<Path> functions) {
        return new Sources(FILES, manifests, functions, "default", Map.of(), Set.of("sales-db"));
    }
}
