package dev.tideway.knlocal.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.knlocal.testing.Copy;
import dev.tideway.knlocal.testing.FuncSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewFunctionTest {
    private static final Pattern NEEDED =
            Pattern.compile(
                    "(templates|events|triggers|deploy)/.*|(.*/)?pom\\.xml|functions/[^/]+/func.yaml");
    private static final Instant NOW = Instant.parse("2026-05-04T03:02:01.9Z");

    @TempDir Path folder;
    private Copy copy = new Copy(Path.of(""));

    @BeforeEach
    void copy() throws IOException {
        copy = Copy.of(folder.resolve("repository"), NEEDED);
    }

    private Map<String, String> make(String name, String consumes, String emits)
            throws ScaffoldException {
        var changes = NewFunction.of(copy.root(), name, given(consumes), given(emits)).plan(NOW);
        changes.write();
        return new TreeMap<>(changes.texts());
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(it -> !it.isEmpty());
    }

    @Test
    void a_name_is_enough() throws Exception {
        // When
        var made = make("stock-take", "", "");
        // Then
        assertThat(made)
                .containsOnlyKeys(
                        "pom.xml",
                        "events/README.md",
                        "events/dev.tideway.stock.take.ask.v1.schema.json",
                        "events/dev.tideway.stock.take.ask.v1.example.json",
                        "events/dev.tideway.stock.take.answered.v1.schema.json",
                        "events/dev.tideway.stock.take.answered.v1.example.json",
                        "triggers/README.md",
                        "triggers/stock-take.yaml",
                        "functions/stock-take/README.md",
                        "functions/stock-take/func.yaml",
                        "functions/stock-take/pom.xml",
                        "functions/stock-take/src/main/java/dev/tideway/stocktake/StockTake.java",
                        "functions/stock-take/src/main/java/dev/tideway/stocktake/package-info.java",
                        "functions/stock-take/src/main/resources/application.properties",
                        "functions/stock-take/src/test/java/dev/tideway/stocktake/StockTakeIT.java",
                        "functions/stock-take/src/test/java/dev/tideway/stocktake/StockTakeTest.java");
        assertThat(copy.text("pom.xml"))
                .containsSubsequence(
                        "<module>functions/orders</module>",
                        "<module>functions/stock-take</module>",
                        "<module>kn-local</module>");
        assertThat(copy.text("triggers/stock-take.yaml"))
                .contains("type: dev.tideway.stock.take.ask.v1", "      name: stock-take");
    }

    @Test
    void func_takes_its_func_yaml() throws Exception {
        make("stock-take", "", "");
        var func = copy.text("functions/stock-take/func.yaml");
        assertThat(new FuncSchema().problems(func)).isEmpty();
    }

    @Test
    void nothing_of_the_templates_own_names_is_left() throws Exception {
        var made =
                make("loyalty", "dev.tideway.order.confirmed.v1", "dev.tideway.points.granted.v1");
        made.forEach((file, text) ->
                assertThat(file + "\n" + text)
                        .doesNotContainIgnoringCase("my-function")
                        .doesNotContainIgnoringCase("myfunction")
                        .doesNotContain("my.function", "why?", "question", "{created}"));
    }

    @Test
    void a_known_event_type_gives_the_record_its_required_scalar_fields() throws Exception {
        // Given
        copy.write(
                "events/dev.tideway.parcel.sent.v1.schema.json",
                """
                {"required": ["weight", "parcelId", "count", "lines", "fragile", "class"],
                 "properties": {"weight": {"type": "number"}, "parcelId": {"type": "string"}, "count": {"type": "integer"},
                   "lines": {"type": "array"}, "fragile": {"type": "boolean"}, "class": {"type": "string"},
                   "note": {"type": "string"}}}
                """);
        copy.write(
                "events/dev.tideway.parcel.sent.v1.example.json",
                """
                {"data": {"weight": 2, "parcelId": "p \\"1\\"", "count": 3, "lines": [], "fragile": true, "class": "x"}}
                """);
        // When
        var made = make("loyalty", "dev.tideway.parcel.sent.v1", "");
        // Then
        assertThat(copy.text("functions/loyalty/src/main/java/dev/tideway/loyalty/Loyalty.java"))
                .contains(
                        "record ParcelSent(double weight, String parcelId, long count, boolean fragile) {}")
                .contains("\"Heard: \" + data.parcelId()");
        assertThat(
                        copy.text(
                                "functions/loyalty/src/test/java/dev/tideway/loyalty/LoyaltyTest.java"))
                .contains("Loyalty.ParcelSent(2.0, \"p \\\"1\\\"\", 3L, true)")
                .contains("\"Heard: p \\\"1\\\"\"");
        assertThat(made).doesNotContainKey("events/dev.tideway.parcel.sent.v1.schema.json");
    }

    @Test
    void the_pages_of_events_and_triggers_tell_of_it() throws Exception {
        make("loyalty", "dev.tideway.order.confirmed.v1", "dev.tideway.points.granted.v2");
        assertThat(copy.text("events/README.md"))
                .contains("| orders | order-view, sales-facts, loyalty |\n")
                .containsPattern(
                        "\\| `dev.tideway.forecast.failed.v1` .*\\|\n\\| `dev.tideway.points.granted.v2` \\| what loyalty says \\| loyalty \\|  \\|\n\n");
        assertThat(copy.text("triggers/README.md"))
                .contains("| `loyalty.yaml` | loyalty | order.confirmed |\n\n");
    }

    @Test
    void func_yaml_has_what_the_manifest_says_and_the_limits_of_the_others() throws Exception {
        make("loyalty", "", "");
        var payments =
                withoutReasons(copy.text("functions/payments/func.yaml"))
                        .replaceAll("(?s)run:\n.*?(?=deploy:)", "")
                        .replace("name: payments", "name: loyalty")
                        .replaceAll("created: .*", "created: 2026-05-04T03:02:01Z");
        assertThat(withoutReasons(copy.text("functions/loyalty/func.yaml"))).isEqualTo(payments);
    }

    private static String withoutReasons(String yaml) {
        return yaml.replaceAll("(?m)^ *#.*\n", "");
    }

    @Test
    void its_pom_builds_as_those_of_the_other_functions_do() throws Exception {
        make("loyalty", "", "");
        for (var other : List.of("payments", "dead-letters")) {
            assertThat(howBuilt(copy.text("functions/loyalty/pom.xml")))
                    .isEqualTo(howBuilt(copy.text("functions/" + other + "/pom.xml")));
        }
    }

    /// Versions and plugins.
    private static String howBuilt(String pom) {
        return pom.substring(pom.indexOf("<properties>"), pom.indexOf("</properties>"))
                + pom.substring(pom.indexOf("<build>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Loyalty", "1st", "a--b", "a-", "-a", "a_b", "a/b", "..", "a b", "ä"})
    void a_bad_name_is_refused(String name) {
        refuses(name, "", "", "the name is " + name + ", wanted");
    }

    @ParameterizedTest
    @CsvSource({
        "'', the function has no name",
        "new, means something to Java already",
        "string, means something to Java already",
        "orders, functions/orders is taken: choose another name",
        "kn-local, a module of this repository is named kn-local",
        "tideway, a module of this repository is named tideway",
        "function-kit-testing, a module of this repository is named function-kit-testing",
        "reply, makes a class Reply"
    })
    void a_name_that_is_taken_is_refused(String name, String why) {
        refuses(name, "", "", why);
    }

    @ParameterizedTest
    @CsvSource({
        "order.confirmed, '', 'the event type is order.confirmed, wanted one of the form'",
        "dev.tideway.order.v1, '', 'the event type is dev.tideway.order.v1, wanted'",
        "dev.tideway.order.placed, '', 'the event type is dev.tideway.order.placed, wanted'",
        "'dev.tideway.a.b.v1,dev.tideway.c.d.v1', '', 'the event type is dev.tideway.a.b.v1,dev'",
        "'', ../../x, 'the event type is ../../x, wanted'",
        "dev.tideway.a.b.v1, dev.tideway.a.b.v1, would hear itself for ever",
        "'', dev.tideway.order.placed.v1, an event type has one emitter",
        "'', dev.tideway.cloud.event.v1, makes a class CloudEvent",
        "dev.tideway.loyalty.test.v1, '', makes a class LoyaltyTest",
    })
    void a_bad_event_type_is_refused(String consumes, String emits, String why) {
        refuses("loyalty", consumes, emits, why);
    }

    @Test
    void a_type_whose_schema_is_broken_is_refused() throws Exception {
        copy.write("events/dev.tideway.order.placed.v1.schema.json", "{");
        refuses("loyalty", "dev.tideway.order.placed.v1", "", "placed.v1.schema.json is not JSON");
        copy.write("events/dev.tideway.order.placed.v1.schema.json", "{\"required\": [\"lines\"]}");
        refuses(
                "loyalty",
                "dev.tideway.order.placed.v1",
                "",
                "requires no text, number or boolean");
        Files.delete(copy.root().resolve("events/dev.tideway.order.placed.v1.example.json"));
        refuses("loyalty", "dev.tideway.order.placed.v1", "", "example.json cannot be read");
    }

    @Test
    void another_folder_is_refused() {
        assertThatThrownBy(() ->
                        NewFunction.of(folder, "a", Optional.empty(), Optional.empty()).plan(NOW))
                .hasMessage(
                        "there is no templates/quarkus/tideway in %s: run it in a Tideway repository, or use kn func create"
                                .formatted(folder));
    }

    private void refuses(String name, String consumes, String emits, String why) {
        try {
            var before = copy.texts();
            assertThatThrownBy(() -> make(name, consumes, emits))
                    .isInstanceOf(ScaffoldException.class)
                    .hasMessageContaining(why)
                    .message()
                    .doesNotContain("\n");
            assertThat(copy.texts()).isEqualTo(before);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
