package dev.tideway.knlocal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/// Whatever stands in the files, the outcome is problems, never an exception.
class ManifestFuzzTest {
    private Path folder = Path.of("");

    @BeforeProperty
    void make() throws IOException {
        folder = Files.createTempDirectory("manifests");
    }

    @AfterProperty
    void remove() throws IOException {
        for (var file : List.of("a.yaml", "func.yaml")) {
            Files.deleteIfExists(folder.resolve(file));
        }
        Files.delete(folder);
    }

    @Property(tries = 200)
    void any_bytes_come_to_problems_of_one_line(@ForAll byte[] bytes) throws IOException {
        check(bytes);
    }

    @Property(tries = 200)
    void any_text_comes_to_problems_of_one_line(@ForAll String text) throws IOException {
        check(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 400)
    void sound_files_with_lines_mixed_up_come_to_problems_of_one_line(@ForAll("mixed") String text)
            throws IOException {
        check(text.getBytes(StandardCharsets.UTF_8));
    }

    private void check(byte[] bytes) throws IOException {
        // Given
        Files.write(folder.resolve("a.yaml"), bytes);
        Files.write(folder.resolve("func.yaml"), bytes);
        // When
        var read =
                Manifests.read(
                        new Sources(
                                folder,
                                List.of(folder),
                                List.of(folder),
                                "default",
                                Map.of(),
                                Set.of()));
        // Then
        assertThat(read.problems())
                .allSatisfy(problem -> {
                    assertThat(problem.toString().lines()).hasSize(1);
                    assertThat(problem.place().line()).isNotNegative();
                });
    }

    @Provide
    Arbitrary<String> mixed() throws IOException {
        var lines = new ArrayList<String>();
        for (var file :
                List.of("good/everything.yaml", "good/broker.yaml", "functions/orders/func.yaml")) {
            lines.addAll(Files.readAllLines(ManifestProblemsTest.FILES.resolve(file)));
        }
        var whole = Arbitraries.of(lines);
        var noise =
                Arbitraries.of(
                        "  - ",
                        "x: {a: [*meta",
                        "- *orders",
                        "? [a]",
                        "&a",
                        ": :",
                        "!!x y",
                        "\"",
                        "---",
                        "...",
                        "<<: 5");
        return Arbitraries.frequencyOf(Tuple.of(12, whole), Tuple.of(1, noise))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60)
                .map(some -> String.join("\n", some));
    }
}
