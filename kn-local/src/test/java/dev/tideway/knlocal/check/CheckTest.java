package dev.tideway.knlocal.check;

import static dev.tideway.knlocal.check.Project.RESERVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Exceptions, and the ways in which findings are said.
class CheckTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path root;
    private Project project;

    @BeforeEach
    void make() throws Exception {
        project = Project.sound(root);
        project.delete("triggers/pong.yaml");
    }

    private void allow(String entry) throws Exception {
        project.replace(
                "kn-local.yaml", "databases:", "check:\n  allow:\n    - " + entry + "\ndatabases:");
    }

    @Test
    void what_is_allowed_with_a_reason_is_no_finding() throws Exception {
        // Given
        allow("{rule: unconsumed-type, about: " + RESERVED + ", reason: for others}");
        // When
        var check = project.check();
        // Then
        assertThat(check.isClean()).isTrue();
        assertThat(check.allowed())
                .singleElement()
                .asString()
                .endsWith("which no trigger takes [unconsumed-type]");
    }

    @Test
    void all_of_a_rule_can_be_allowed() throws Exception {
        allow("{rule: unconsumed-type, about: '*', reason: for others}");
        assertThat(project.check().isClean()).isTrue();
    }

    @Test
    void without_a_reason_nothing_is_allowed() throws Exception {
        // Given
        allow("{rule: unconsumed-type, about: " + RESERVED + "}");
        // Then
        assertThat(project.findings())
                .containsExactlyInAnyOrder(
                        "kn-local.yaml:5: manifest: check.allow[0].reason is missing",
                        "functions/ping/src/main/java/shop/Ping.java:8: unconsumed-type: ping emits dev.shop.stock.reserved.v1, which no trigger takes");
    }

    @Test
    void an_exception_that_nothing_needs_is_a_finding() throws Exception {
        // Given
        allow("{rule: unconsumed-type, about: other.v1, reason: for others}");
        // Then
        assertThat(project.findings())
                .contains(
                        "kn-local.yaml:5: stale-allowance: unconsumed-type is allowed for other.v1, which does not break it");
    }

    @Test
    void a_rule_that_is_none_is_named_with_what_may_be_meant() throws Exception {
        // Given
        allow("{rule: unconsumed-typ, about: other.v1, reason: for others}");
        // When
        var finding =
                project.check().findings().stream()
                        .filter(it -> it.rule().id().equals("manifest"))
                        .findFirst()
                        .orElseThrow();
        // Then
        assertThat(finding.breach().what())
                .isEqualTo("check.allow[0].rule is unconsumed-typ, which is no rule");
        assertThat(finding.breach().mend()).contains("unconsumed-type");
    }

    @Test
    void a_rule_has_an_id_in_words_and_a_reason_in_a_sentence() {
        assertThat(Rules.ALL)
                .extracting(Rule::id)
                .doesNotHaveDuplicates()
                .allMatch(it -> it.matches("[a-z]+(-[a-z]+)*"));
        assertThat(Rules.ALL).extracting(Rule::why).allMatch(it -> it.matches("[A-Z].*\\."));
    }

    @Test
    void sarif_has_what_its_standard_asks_for() throws Exception {
        // Given
        project.code("pong", "Pong", Project.PONG.replace("hear", "listen"))
                .write(
                        "triggers/ping.yaml",
                        Project.triggerAt(
                                "ping",
                                "default",
                                "ordered",
                                "ping",
                                "  delivery: {retry: 1}\n",
                                Project.PLACED));
        allow("{rule: unconsumed-type, about: " + RESERVED + ", reason: for others}");
        // When
        var log = JSON.readTree(Sarif.of(project.check(), "1.2.3"));
        // Then
        assertThat(log.path("version").asText()).isEqualTo("2.1.0");
        assertThat(log.path("$schema").asText()).contains("sarif-2.1.0");
        assertThat(log.path("runs")).hasSize(1);
        var driver = log.at("/runs/0/tool/driver");
        assertThat(driver.path("name").asText()).isEqualTo("kn-local check");
        assertThat(driver.path("version").asText()).isEqualTo("1.2.3");
        assertThat(driver.path("rules"))
                .hasSameSizeAs(Rules.ALL)
                .allSatisfy(it -> {
                    assertThat(it.path("id").asText()).isNotEmpty();
                    assertThat(it.at("/shortDescription/text").asText()).endsWith(".");
                    assertThat(it.at("/defaultConfiguration/level").asText())
                            .isIn("error", "warning");
                });
        assertThat(log.at("/runs/0/results"))
                .hasSize(2)
                .allSatisfy(it -> result(it, driver.path("rules")));
        assertThat(log.at("/runs/0/results/0/ruleId").asText()).isEqualTo("no-dead-letter");
        assertThat(log.at("/runs/0/results/0/locations/0/physicalLocation").toString())
                .isEqualTo(
                        "{\"artifactLocation\":{\"uri\":\"triggers/ping.yaml\"},\"region\":{\"startLine\":7}}");
        assertThat(log.at("/runs/0/results/1/suppressions/0/kind").asText()).isEqualTo("external");
    }

    private static void result(JsonNode result, JsonNode rules) {
        assertThat(rules.findValuesAsText("id")).contains(result.path("ruleId").asText());
        assertThat(result.path("level").asText()).isIn("error", "warning");
        assertThat(result.at("/message/text").asText()).isNotEmpty();
        var place = result.at("/locations/0/physicalLocation");
        assertThat(place.at("/artifactLocation/uri").asText())
                .doesNotStartWith("/")
                .doesNotContain("\\");
        assertThat(place.at("/region/startLine").asInt(1)).isPositive();
    }

    @Test
    void json_says_all_there_is() throws Exception {
        // When
        var json = JSON.readTree(CheckJson.of(project.check()));
        // Then
        var finding = json.at("/findings/0");
        assertThat(finding.path("rule").asText()).isEqualTo("unconsumed-type");
        assertThat(finding.path("severity").asText()).isEqualTo("warning");
        assertThat(finding.path("file").asText())
                .isEqualTo("functions/ping/src/main/java/shop/Ping.java");
        assertThat(finding.path("line").asInt()).isEqualTo(8);
        assertThat(finding.path("about").asText()).isEqualTo(RESERVED);
        assertThat(finding.path("why").asText()).startsWith("An event that no trigger takes");
        assertThat(finding.path("mend").asText()).startsWith("add a trigger");
        assertThat(json.path("allowed")).isEmpty();
        assertThat(json.path("unbuilt")).isEmpty();
    }
}
