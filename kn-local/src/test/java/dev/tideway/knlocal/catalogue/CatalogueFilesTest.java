package dev.tideway.knlocal.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueFilesTest {
    private static final Path FLOW = Path.of("docs/catalogue/flows/tea-_7c-time.md");
    private static final Path BARISTA = Path.of("docs/catalogue/functions/barista.md");
    private static final Path POURED =
            Path.of("docs/catalogue/events/%s.md".formatted(Shop.POURED));

    @TempDir Path root;
    @TempDir Path elsewhere;
    private Shop shop;

    @BeforeEach
    void a_shop() throws IOException {
        shop = new Shop(root);
    }

    @Test
    void there_is_a_page_for_each_thing() throws IOException {
        assertThat(shop.domain().problems()).isEmpty();
        assertThat(shop.catalogue().files().keySet())
                .extracting(it -> Addresses.FOLDER.relativize(it).toString())
                .containsExactlyInAnyOrder(
                        "README.md",
                        "asyncapi.yaml",
                        "xregistry.json",
                        "contexts/bar_20_26_20grill.md",
                        "events/" + Shop.ASKED + ".md",
                        "events/" + Shop.POURED + ".md",
                        "events/" + Shop.REFUSED + ".md",
                        "flows/tea-_7c-time.md",
                        "functions/barista.md",
                        "functions/guest.md");
    }

    @Test
    void links_lead_and_diagrams_are_sound_whatever_things_are_called() throws IOException {
        // When
        var files = shop.catalogue().files();
        // Then
        Pages.linksLead(root, files);
        Pages.diagramsAreSound(files);
    }

    @Test
    void words_of_others_are_shown_as_they_are() throws IOException {
        // When
        var files = shop.catalogue().files();
        // Then
        files.forEach((file, text) -> {
            if (file.toString().endsWith(".md")) {
                assertThat(text).as("%s", file).doesNotContain("<script>", "[x](y)");
            }
        });
        assertThat(files.get(POURED))
                .contains(
                        "Say \"tea\" \\| &lt;script&gt;alert(1)&lt;/script&gt; \\[x\\](y) \\`z\\` \\*now\\*; end");
    }

    @Test
    void the_same_domain_gives_the_same_files_wherever_it_is() throws IOException {
        // Given
        var there = new Shop(elsewhere);
        // Then
        assertThat(there.catalogue().files()).isEqualTo(shop.catalogue().files());
        assertThat(shop.catalogue().files().values()).noneMatch(it -> it.contains(root.toString()));
    }

    @Test
    void a_function_says_what_it_takes_emits_and_needs() throws IOException {
        assertThat(shop.catalogue().files().get(BARISTA))
                .contains("\nPours [tea](../../../manifests/a.yaml).\n")
                .contains(
                        "| someone; else \"quoted\" | `pour` | `{cup}` | [`dev.shop.tea.poured.v1`]")
                .contains(
                        "| in order for each `partitionkey`, one at a time | up to 3 more attempts, exponential pauses from 0.2 s | to [barista](barista.md) |")
                .contains("| instances | 0 to 4 |")
                .contains("| Secret `bar-db` | database schema `bar` |");
    }

    @Test
    void an_event_has_its_fields_example_and_command() throws IOException {
        // When
        var page =
                shop.catalogue()
                        .files()
                        .get(Path.of("docs/catalogue/events/%s.md".formatted(Shop.ASKED)));
        // Then
        assertThat(page)
                .contains("| `cup` | string | yes | **secret** A secret: the recipe. |")
                .contains("````json\n{\"specversion\"")
                .contains("curl -i http://localhost:8080/default/default \\\n")
                .contains("-d @events/%s.example.json\n".formatted(Shop.ASKED));
    }

    @Test
    void a_flow_goes_from_who_begins_it_to_who_answers_nothing() throws IOException {
        assertThat(shop.catalogue().files().get(FLOW))
                .contains(
                        """
                        sequenceDiagram
                          actor o0 as someone#59; else #34;quoted#34;
                          participant f0 as barista
                          participant f1 as guest
                          o0->>f0: tea.asked.v1
                          Note over f0: on tea.asked.v1
                          alt tea.poured.v1
                            f0--)f1: tea.poured.v1
                          else tea.refused.v1
                            f0--)f1: tea.refused.v1
                          end
                        """);
    }

    @Test
    void what_nobody_has_said_is_told() throws IOException {
        // Given
        shop.write("events/contexts/bar.md", "---\nname: bar\nfunctions: [barista]\n---\n");
        // Then
        assertThat(shop.catalogue().files().get(Path.of("docs/catalogue/contexts/bar.md")))
                .contains("*not said: `purpose` in `events/contexts/bar.md`*")
                .contains("Owner: *not said: `owner` in `events/contexts/bar.md`*.");
    }

    @Test
    void a_page_of_what_is_gone_is_left_over_and_other_files_are_nobodys() throws IOException {
        // Given
        var before = shop.catalogue();
        before.write(before.stale());
        shop.write("docs/catalogue/notes.md", "# Ours\n");
        Files.delete(root.resolve("events/contexts/bar.md"));
        // When
        var after = shop.catalogue();
        after.write(after.stale());
        // Then
        assertThat(root.resolve(FLOW)).doesNotExist();
        assertThat(root.resolve("docs/catalogue/notes.md")).exists();
        assertThat(shop.catalogue().stale()).isEmpty();
    }

    @Test
    void a_file_of_somebody_else_in_the_place_of_a_page_is_a_problem() throws IOException {
        // Given
        shop.write("docs/catalogue/README.md", "# Ours\n");
        // Then
        assertThat(shop.catalogue().problems())
                .extracting(Object::toString)
                .containsExactly(
                        "docs/catalogue/README.md: is not written by kn-local docs; move it away");
    }

    @Test
    void a_schema_that_is_no_json_is_named() throws IOException {
        // Given
        shop.write("events/%s.schema.json".formatted(Shop.ASKED), "{");
        // Then
        assertThatThrownBy(shop::catalogue)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("events/dev.shop.tea.asked.v1.schema.json is no JSON: ");
    }
}
