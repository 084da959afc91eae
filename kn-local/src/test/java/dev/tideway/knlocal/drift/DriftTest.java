package dev.tideway.knlocal.drift;

import static dev.tideway.knlocal.domain.Domains.handler;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.domain.Code;
import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.Domains;
import dev.tideway.knlocal.drift.Row.Verdict;
import dev.tideway.knlocal.journey.Note;
import dev.tideway.knlocal.journey.Note.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftTest {
    private static final String TRIGGER =
            """
            apiVersion: eventing.knative.dev/v1
            kind: Trigger
            metadata: {name: shop}
            spec:
              broker: default
              filters:
                - any:
                    - exact: {type: shop.opened.v1}
                    - exact: {type: shop.burnt.v1}
              subscriber: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: shop}}
            """;
    private Domain domain;
    private Observer observer;

    @BeforeEach
    void a_shop(@TempDir Path root) throws IOException {
        Domains.project(root, "shop");
        Domains.write(root, "triggers/shop.yaml", TRIGGER);
        Domains.write(root, "events/shop.opened.v1.schema.json", "{}");
        var methods =
                List.of(handler("shop.opened.v1", Map.of()), handler("shop.sold.v1", Map.of()));
        var code = new Code(methods, Domains.emitting("shop.closed.v1").emissions());
        domain = Domains.read(root, Map.of("shop", code));
        observer = new Observer(domain);
    }

    @Test
    void what_is_wired_and_declared_nowhere_is_wrong() {
        assertThat(lines())
                .contains(
                        "shop.burnt.v1 UNDECLARED a trigger wants shop.burnt.v1, which is declared nowhere",
                        "shop.burnt.v1 -> shop UNDECLARED shop is to get shop.burnt.v1, and has no method for it");
    }

    @Test
    void what_was_observed_and_is_declared_nowhere_is_wrong() {
        // When
        observer.add(note(Kind.ACCEPTED, "broker default/default", "shop.looted.v1", Map.of()));
        observer.add(
                note(
                        Kind.DELIVERED,
                        "trigger default/shop",
                        "shop.opened.v1",
                        Map.of("replyType", "shop.robbed.v1")));
        // Then
        assertThat(lines())
                .contains(
                        "shop.looted.v1 UNDECLARED shop.looted.v1 was observed, and is declared nowhere",
                        "shop -> shop.robbed.v1 UNDECLARED shop was seen to emit shop.robbed.v1, and its code does not say so",
                        "shop.opened.v1 -> shop AGREED ");
    }

    @Test
    void what_was_never_observed_is_told_and_no_failure() {
        assertThat(lines())
                .contains(
                        "shop.opened.v1 UNOBSERVED nobody was seen to send shop.opened.v1",
                        "shop -> shop.closed.v1 UNOBSERVED shop was not seen to emit shop.closed.v1",
                        "shop.opened.v1 -> shop UNOBSERVED shop was not seen to get shop.opened.v1");
    }

    @Test
    void a_method_that_nothing_leads_to_is_not_wired() {
        assertThat(lines())
                .contains(
                        "shop.sold.v1 -> shop UNWIRED shop takes shop.sold.v1, and nothing brings it");
    }

    @Test
    void what_a_function_sent_by_its_sink_is_known_by_its_source() {
        // When
        observer.add(note(Kind.ACCEPTED, "broker default/default", "shop.closed.v1", Map.of()));
        // Then
        assertThat(lines()).contains("shop -> shop.closed.v1 AGREED ");
    }

    @Test
    void a_cluster_tells_types_and_triggers_and_no_deliveries() {
        // When
        var seen =
                Observation.ofCluster(
                        Map.of("shop.opened.v1", Set.of("/street")),
                        Set.of(
                                new Edge("shop.opened.v1", "shop"),
                                new Edge("shop.haunted.v1", "shop")));
        // Then
        assertThat(lines(seen))
                .contains(
                        "shop.opened.v1 AGREED ",
                        "shop.opened.v1 -> shop AGREED ",
                        "shop.haunted.v1 -> shop UNDECLARED shop is to get shop.haunted.v1, and has no method for it");
    }

    @Test
    void what_a_cluster_has_no_trigger_for_is_not_wired() {
        assertThat(lines(Observation.ofCluster(Map.of(), Set.of())))
                .contains(
                        "shop.opened.v1 -> shop UNWIRED shop takes shop.opened.v1, and no trigger on the cluster brings it");
        assertThat(lines(Observation.ofCluster(Map.of(), Set.of(new Edge("*", "shop")))))
                .contains("shop.opened.v1 -> shop AGREED ")
                .noneMatch(it -> it.startsWith("*"));
    }

    @Test
    void json_has_all_three_views() {
        assertThat(DriftJson.of(Drift.of(domain, observer.seen())))
                .contains(
                        "\"declared\" : [ \"a schema\", \"taken by shop\" ]",
                        "\"wired\" : [ \"trigger default/shop\" ]",
                        "\"verdict\" : \"unobserved\"");
    }

    private List<String> lines() {
        return lines(observer.seen());
    }

    private List<String> lines(Observation seen) {
        var rows = Drift.of(domain, seen);
        assertThat(rows).allMatch(it -> it.verdict() == Verdict.AGREED || !it.mend().isEmpty());
        return rows.stream()
                .map(it -> "%s %s %s".formatted(it.name(), it.verdict(), it.what()))
                .toList();
    }

    private static Note note(Kind kind, String place, String type, Map<String, String> details) {
        return new Note(1, Instant.EPOCH, kind, place, "1", "/shop", type, "1", details, Map.of());
    }
}
