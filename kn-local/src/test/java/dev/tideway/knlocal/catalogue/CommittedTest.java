package dev.tideway.knlocal.catalogue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The catalogue of this repository, as it is committed; that it is what the code says, `WriteDocsIT` tests.
class CommittedTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LABEL = Pattern.compile("\\[([^]]+)]\\([^)]*\\)");

    @Test
    void links_lead_and_diagrams_are_sound() throws IOException {
        // When
        var pages = pages();
        // Then
        assertThat(pages).hasSizeGreaterThan(40);
        Pages.linksLead(ROOT, pages);
        Pages.diagramsAreSound(pages);
    }

    @Test
    void the_documents_for_programs_are_what_their_specifications_ask() throws IOException {
        var folder = ROOT.resolve(Addresses.FOLDER);
        new AsyncDocument(Files.readString(ROOT.resolve(Addresses.ASYNC_API)), folder).holds();
        Registry.holds(
                new ObjectMapper().readTree(Files.readString(ROOT.resolve(Addresses.X_REGISTRY))));
    }

    @Test
    void the_table_of_the_published_language_agrees() throws IOException {
        // Given
        var overview = rows(Addresses.OVERVIEW, 3, 4);
        overview.keySet().removeIf(it -> it.startsWith("dev.knative."));
        // When
        var published = rows(Path.of("events/README.md"), 2, 3);
        // Then
        assertThat(published.keySet()).as("its types").isEqualTo(overview.keySet());
        var functions = functions();
        overview.forEach((type, row) -> {
            var said = requireNonNull(published.get(type));
            assertThat(names(said.get(1))).as("%s: consumed by", type).isEqualTo(names(row.get(1)));
            assertThat(names(said.get(0)).stream().filter(functions::contains))
                    .as("%s: emitted by", type)
                    .isEqualTo(names(row.get(0)).stream().filter(functions::contains).toList());
        });
    }

    /// By type, the cells with who emits and who consumes it.
    private static Map<String, List<String>> rows(Path file, int emitters, int consumers)
            throws IOException {
        var rows = new TreeMap<String, List<String>>();
        for (var line : Files.readAllLines(ROOT.resolve(file))) {
            var cells = line.replaceAll("^\\| ?| ?\\|$", "").split(" ?\\| ?", -1);
            var type = LABEL.matcher(cells[0]).replaceAll("$1");
            if (type.matches("`[\\w.]+`") && cells.length > consumers) {
                rows.put(type.replace("`", ""), List.of(cells[emitters], cells[consumers]));
            }
        }
        return rows;
    }

    private static List<String> names(String cell) {
        return Arrays.stream(LABEL.matcher(cell).replaceAll("$1").split(", ", -1))
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .sorted()
                .toList();
    }

    private static List<String> functions() throws IOException {
        try (var folders = Files.list(ROOT.resolve("functions"))) {
            return folders.map(it -> it.getFileName().toString()).toList();
        }
    }

    private static Map<Path, String> pages() throws IOException {
        var pages = new TreeMap<Path, String>();
        try (Stream<Path> files = Files.walk(ROOT.resolve(Addresses.FOLDER))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                pages.put(ROOT.relativize(file), Files.readString(file));
            }
        }
        return pages;
    }
}
