package dev.tideway.knlocal.check;

import static dev.tideway.knlocal.check.Project.PLACED;
import static dev.tideway.knlocal.check.Project.RESERVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rules on what is sent and taken, on the published language, and on contexts.
class WiringRulesTest {
    @TempDir Path root;
    private Project project;

    @BeforeEach
    void make() throws Exception {
        project = Project.sound(root);
    }

    @Test
    void a_sound_project_breaks_no_rule() throws Exception {
        assertThat(project.findings()).isEmpty();
        assertThat(project.check().unbuilt()).isEmpty();
    }

    @Test
    void a_type_that_nobody_emits() throws Exception {
        // Given
        project.write(
                "triggers/pong.yaml",
                Project.trigger("pong", "pong", RESERVED, "dev.shop.stock.reserve.v1"));
        // Then
        assertThat(project.findings())
                .contains(
                        "triggers/pong.yaml:7: unemitted-type: trigger default/pong wants dev.shop.stock.reserve.v1, which nobody emits");
    }

    @Test
    void what_a_function_that_is_not_compiled_emits_is_not_guessed() throws Exception {
        // Given
        project.function("late", "sales")
                .context(
                        "sales",
                        "functions: [ping, late]",
                        "outside: {dev.shop.order.placed.v1: the shop}")
                .write(
                        "triggers/late.yaml",
                        Project.trigger("late", "late", "dev.shop.late.come.v1"));
        // Then
        assertThat(project.check().unbuilt()).containsExactly("late");
        assertThat(project.check().isWhole()).isFalse();
        assertThat(project.findings()).noneMatch(it -> it.contains("unemitted-type"));
    }

    @Test
    void a_type_that_nobody_takes() throws Exception {
        // Given
        project.delete("triggers/pong.yaml");
        // Then
        assertThat(project.findings())
                .contains(
                        "functions/ping/src/main/java/shop/Ping.java:8: unconsumed-type: ping emits dev.shop.stock.reserved.v1, which no trigger takes");
    }

    @Test
    void a_function_that_nothing_leads_to() throws Exception {
        // Given
        project.delete("triggers/ping.yaml");
        // Then
        assertThat(project.findings())
                .containsExactly(
                        "functions/ping/func.yaml:1: function-without-trigger: function ping has no trigger");
    }

    @Test
    void a_sink_of_dead_letters_needs_no_trigger() throws Exception {
        // Given: pong is the broker's dead letter sink
        project.delete("triggers/pong.yaml");
        // Then
        assertThat(project.findings()).noneMatch(it -> it.contains("function-without-trigger"));
    }

    @Test
    void a_sink_of_one_triggers_dead_letters_needs_none_either() throws Exception {
        // Given
        project.delete("triggers/pong.yaml");
        project.write("triggers/broker.yaml", Project.broker("default", ""));
        project.write(
                "triggers/ping.yaml",
                Project.triggerAt("ping", "default", "ordered", "ping", Project.DELIVERY, PLACED));
        // Then
        assertThat(project.findings()).noneMatch(it -> it.contains("function-without-trigger"));
    }

    @Test
    void dead_letters_bring_their_own_types_and_no_other() throws Exception {
        // Given: pong has a trigger of its own, and is the sink of what ping cannot take
        project.code(
                "pong",
                "Pong",
                Project.PONG
                        + "@Funq @CloudEventMapping(trigger = \"dev.shop.order.placed.v1\") public void dead(String data) {}\n"
                        + "@Funq @CloudEventMapping(trigger = \"dev.shop.other.v1\") public void other(String data) {}\n");
        // Then
        assertThat(project.findings())
                .filteredOn(it -> it.contains("method-without-trigger"))
                .singleElement()
                .asString()
                .endsWith("pong takes dev.shop.other.v1 in other, and no trigger brings it");
    }

    @Test
    void a_type_that_no_method_takes() throws Exception {
        // Given
        project.write("triggers/pong.yaml", Project.trigger("pong", "pong", RESERVED, PLACED));
        // Then
        assertThat(project.findings())
                .containsExactly(
                        "triggers/pong.yaml:7: type-without-method: trigger default/pong brings dev.shop.order.placed.v1 to pong, which has no method for it");
    }

    @Test
    void a_method_whose_event_no_trigger_brings() throws Exception {
        // Given
        project.code(
                "ping",
                "Ping",
                Project.PING
                        + "@Funq @CloudEventMapping(trigger = \"dev.shop.stock.reserved.v1\") public void also(CloudEvent<Reserved> e) {}");
        // Then
        assertThat(project.findings())
                .containsExactly(
                        "functions/ping/src/main/java/shop/Ping.java:16: method-without-trigger: ping takes dev.shop.stock.reserved.v1 in also, and no trigger brings it");
    }

    @Test
    void a_type_without_schema_or_example() throws Exception {
        // Given
        project.delete("events/" + RESERVED + ".schema.json")
                .delete("events/" + PLACED + ".example.json");
        // Then
        assertThat(project.findings())
                .containsExactlyInAnyOrder(
                        "functions/ping/src/main/java/shop/Ping.java:8: type-without-schema: dev.shop.stock.reserved.v1 has no schema",
                        "functions/ping/src/main/java/shop/Ping.java:13: type-without-example: dev.shop.order.placed.v1 has no example");
    }

    @Test
    void what_no_method_says_that_it_emits() throws Exception {
        // Given
        project.code("ping", "Ping", Project.PING.replace("@Emits(Reserved.class)", ""));
        // Then
        assertThat(project.findings())
                .containsExactly(
                        "functions/ping/src/main/java/shop/Ping.java:8: undeclared-emission: no method of ping says that it emits dev.shop.stock.reserved.v1");
    }

    @Test
    void a_function_of_no_context() throws Exception {
        // Given
        project.context("stock", "functions: []");
        // Then
        assertThat(project.findings())
                .containsExactly(
                        "functions/pong/func.yaml:1: function-without-context: function pong belongs to no context");
    }

    @Test
    void a_context_that_says_nothing_or_names_what_is_not_there() throws Exception {
        // Given
        project.write(
                "events/contexts/stock.md", "---\nname: stock\nfunctions: [pong, gone]\n---\n");
        // Then
        assertThat(project.findings())
                .containsExactly(
                        "events/contexts/stock.md:2: context-without-function: context stock names function gone, which is not there",
                        "events/contexts/stock.md:2: context-without-words: context stock has no purpose",
                        "events/contexts/stock.md:2: context-without-words: context stock has no owner",
                        "events/contexts/stock.md:2: context-without-words: context stock has no language");
    }

    @Test
    void what_cannot_be_read_is_a_finding_too() throws Exception {
        // Given
        project.write("triggers/ping.yaml", Project.trigger("ping", "pingg", PLACED));
        // Then
        assertThat(project.findings())
                .anyMatch(it ->
                        it.startsWith("triggers/ping.yaml:")
                                && it.contains(": manifest: ")
                                && it.contains("pingg"));
    }
}
