package dev.tideway.knlocal.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FidelityTest {
    private static final Path HERE =
            Path.of("src/test/java/dev/tideway/knlocal/conformance").toAbsolutePath();

    /// `-Dfidelity.write=true` writes it first: `make conformance`, after every sentence has been tried.
    @Test
    void docs_fidelity_md_says_what_the_chapters_say() throws IOException {
        var file = Path.of("../docs/fidelity.md");
        if (Boolean.getBoolean("fidelity.write")) {
            Files.writeString(file, Fidelity.page());
        }
        assertThat(Files.readString(file))
                .as("stale: run make conformance")
                .isEqualTo(Fidelity.page());
    }

    @Test
    void every_chapter_is_in_the_page_under_a_number_of_its_own() throws IOException {
        try (var files = Files.list(HERE)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> name.endsWith("IT.java"))
                    .containsExactlyInAnyOrderElementsOf(
                            Fidelity.CHAPTERS.stream()
                                    .map(type -> type.getSimpleName() + ".java")
                                    .toList());
        }
        assertThat(Fidelity.CHAPTERS.stream().map(it -> Fidelity.chapter(it).number()))
                .doesNotHaveDuplicates();
    }

    @Test
    void every_sentence_is_tried_and_said_once_and_what_differs_has_its_reason() {
        for (var chapter : Fidelity.CHAPTERS) {
            var said = new HashSet<String>();
            for (var method : chapter.getDeclaredMethods()) {
                var sentence = method.getAnnotation(Sentence.class);
                assertThat(sentence == null)
                        .as(method.toString())
                        .isEqualTo(!method.isAnnotationPresent(Sentences.Tried.class));
                if (sentence != null) {
                    assertThat(said.add(sentence.value() + List.of(sentence.on())))
                            .as(sentence.value())
                            .isTrue();
                    assertThat(sentence.here().isEmpty())
                            .as(sentence.value())
                            .isEqualTo(sentence.why().isEmpty());
                }
            }
        }
    }

    @Test
    void what_is_tried_elsewhere_belongs_to_a_chapter_and_says_where_or_why_not() {
        var numbers = Fidelity.CHAPTERS.stream().map(it -> Fidelity.chapter(it).number()).toList();
        Elsewhere.all()
                .forEach((number, rows) -> {
                    assertThat(numbers).contains(number);
                    assertThat(rows).allMatch(Elsewhere::isSound);
                });
    }

    @Test
    void every_test_that_the_page_names_is_there() throws IOException {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            var there = files.map(file -> file.getFileName().toString()).toList();
            assertThat(Pattern.compile("`(\\w+(?:Test|IT))`").matcher(Fidelity.page()).results())
                    .isNotEmpty()
                    .allSatisfy(named -> assertThat(there).contains(named.group(1) + ".java"));
        }
    }

    @Test
    void the_suite_speaks_http_and_yaml_only() {
        var classes = new ClassFileImporter().importPackages("dev.tideway.knlocal.conformance");
        ArchRuleDefinition.noClasses()
                .that()
                .doNotHaveSimpleName("Local")
                .and()
                .doNotHaveSimpleName("KafkaOfItsOwn")
                .and()
                .doNotHaveSimpleName("StorageIT")
                .and()
                .doNotHaveSimpleName("FidelityTest")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "dev.tideway.knlocal.conformance..",
                        "java..",
                        "com.sun.net.httpserver..",
                        "com.fasterxml.jackson..",
                        "org.junit..",
                        "org.assertj..",
                        "org.awaitility..",
                        "org.jspecify..",
                        "org.snakeyaml..")
                .check(classes);
    }
}
