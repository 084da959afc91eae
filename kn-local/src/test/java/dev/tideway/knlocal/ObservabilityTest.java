package dev.tideway.knlocal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.metrics.Exposition;
import dev.tideway.knlocal.metrics.Readings;
import dev.tideway.knlocal.metrics.Timings;
import dev.tideway.knlocal.status.FunctionStatus;
import dev.tideway.knlocal.testing.Scraped;
import dev.tideway.knlocal.testing.Scraped.Series;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Dashboards and alerts ask for metrics that exist: Knative's, as deploy/observability/knative-metrics.txt has them, or kn-local's.
class ObservabilityTest {
    private static final Path FOLDER = Repository.path("deploy/observability");
    private static final ObjectMapper JSON = new ObjectMapper();

    /// A name that is no function: no parenthesis follows it, and no number stands before it.
    private static final Pattern NAME =
            Pattern.compile("(?<![\\w:$])[a-zA-Z_:][\\w:]*+(?!\\s*\\()");

    private static final Pattern GROUPING =
            Pattern.compile(
                    "\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");

    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

    private static Set<String> knative() throws IOException {
        var series = new TreeSet<String>();
        Repository.text(FOLDER.resolve("knative-metrics.txt"))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> {
                    var words = line.split(" +", -1);
                    assertThat(words).as(line).hasSize(3);
                    switch (words[1]) {
                        case "histogram" ->
                                Stream.of("_bucket", "_sum", "_count")
                                        .forEach(it -> series.add(words[0] + it));
                        case "counter", "gauge" -> series.add(words[0]);
                        default -> throw new IllegalArgumentException("of no type: " + line);
                    }
                });
        return series;
    }

    /// Of a runner with one resource of each sort.
    private static List<Series> knLocal() throws IOException {
        var key = new Key("default", "orders");
        var trigger = new ObjectRef("Trigger", key);
        var function =
                new FunctionStatus(
                        key,
                        URI.create("http://localhost"),
                        FunctionStatus.State.ZERO,
                        "",
                        0,
                        0,
                        0,
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        FunctionStatus.Figures.NONE);
        var readings =
                new Readings(
                        List.of(new Readings.Door(new ObjectRef("Broker", key), 0, 0, 0)),
                        List.of(new Readings.Queue(trigger, 0, 0)),
                        List.of(new Readings.Way(trigger, 0, 0, 0)),
                        List.of(function),
                        Optional.of(new Readings.Told(0, 0)));
        return Scraped.of(Exposition.of(readings, new Timings())).series();
    }

    private static Set<String> metrics(String expression) {
        var bare =
                GROUPING.matcher(
                                expression
                                        .replaceAll("\"(?:\\\\.|[^\"\\\\])*\"", "")
                                        .replaceAll("\\{[^}]*}", "")
                                        .replaceAll("\\[[^]]*]", ""))
                        .replaceAll("");
        return NAME.matcher(bare)
                .results()
                .map(MatchResult::group)
                .filter(it -> !WORDS.contains(it))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<JsonNode> targets(String dashboard) throws IOException {
        var targets = new ArrayList<JsonNode>();
        var root = JSON.readTree(Repository.text(FOLDER.resolve(dashboard)));
        root.path("panels").forEach(panel -> panel.path("targets").forEach(targets::add));
        assertThat(targets).isNotEmpty();
        return targets;
    }

    private static void expectKnown(List<String> expressions, Set<String> known) {
        assertThat(expressions)
                .isNotEmpty()
                .allSatisfy(it -> assertThat(metrics(it)).as(it).isNotEmpty().isSubsetOf(known));
    }

    private static List<String> expressions(String dashboard) throws IOException {
        return targets(dashboard).stream().map(it -> it.path("expr").asText()).toList();
    }

    @Test
    void the_dashboard_of_a_cluster_asks_for_what_knative_exports() throws IOException {
        expectKnown(expressions("grafana-dashboard.json"), knative());
    }

    @Test
    void the_alerts_ask_for_what_knative_exports() throws IOException {
        // Given
        var text = Repository.text(FOLDER.resolve("alerts.yaml"));
        var alerts = new ArrayList<String>();
        var rules = JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
        // When
        var expressions = new ArrayList<String>();
        for (var rule : rules.at("/spec/groups/0/rules")) {
            alerts.add(rule.path("alert").asText());
            expressions.add(rule.path("expr").asText());
        }
        // Then
        assertThat(alerts)
                .doesNotHaveDuplicates()
                .contains("DeadLetters", "LogLag", "ColdStarts", "FunctionErrors");
        expectKnown(expressions, knative());
    }

    @Test
    void the_dashboard_of_kn_local_asks_for_what_it_exposes_and_for_all_of_it() throws IOException {
        // Given
        var names = knLocal().stream().map(Series::name).collect(Collectors.toSet());
        // Then
        var expressions = expressions("kn-local-dashboard.json");
        expectKnown(expressions, names);
        assertThat(expressions)
                .flatMap(ObservabilityTest::metrics)
                .map(ObservabilityTest::family)
                .containsAll(names.stream().map(ObservabilityTest::family).toList());
    }

    private static String family(String series) {
        return series.replaceFirst("_(bucket|sum|count)$", "");
    }

    @Test
    void the_dashboard_of_kn_local_groups_by_labels_that_there_are() throws IOException {
        for (var series : knLocal()) {
            for (var target : targets("kn-local-dashboard.json")) {
                var expression = target.path("expr").asText();
                if (metrics(expression).contains(series.name())) {
                    assertThat(groups(expression))
                            .as(expression)
                            .isSubsetOf(series.labels().keySet());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"grafana-dashboard.json", "kn-local-dashboard.json"})
    void a_legend_names_what_is_grouped_by(String dashboard) throws IOException {
        for (var target : targets(dashboard)) {
            var legend = target.path("legendFormat").asText();
            var labels =
                    Pattern.compile("\\{\\{(\\w+)}}")
                            .matcher(legend)
                            .results()
                            .map(it -> it.group(1))
                            .toList();
            assertThat(groups(target.path("expr").asText())).as(legend).containsAll(labels);
        }
    }

    private static Set<String> groups(String expression) {
        return GROUPING.matcher(expression)
                .results()
                .flatMap(it -> Stream.of(it.group(1).split(",", -1)))
                .map(String::strip)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// What the other tests would be worth nothing without.
    @Test
    void a_name_is_found_wherever_it_stands() {
        assertThat(
                        metrics(
                                """
                                histogram_quantile(0.99, sum by (name, le) (rate(a_bucket{b="c_total"}[5m]))) > bool 1e3
                                  and on (d) changes((e > 0)[1h:30s]) unless sum(f) by (g) / 2 offset 5m
                                """))
                .containsExactly("a_bucket", "e", "f");
    }
}
