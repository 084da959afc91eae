package dev.tideway.knlocal.check;

import static dev.tideway.knlocal.check.Project.RESERVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderRulesTest {
    private static final String RELEASED = "dev.shop.stock.released.v1";
    private static final String SUBSCRIPTION =
            "  subscriptions:\n    - {source: %s, filters: {type: %s}}\n";

    @TempDir Path root;
    private Project project;

    @BeforeEach
    void make() throws Exception {
        project = Project.sound(root);
    }

    private List<String> found(String rule) throws Exception {
        return project.findings().stream().filter(it -> it.contains(": " + rule + ": ")).toList();
    }

    @Test
    void an_aggregates_events_over_two_triggers_of_which_one_is_ordered() throws Exception {
        // Given
        project.write(
                "triggers/pong-2.yaml",
                Project.triggerAt("pong-2", "default", "unordered", "pong", "", RELEASED));
        // Then
        assertThat(found("split-aggregate"))
                .containsExactly(
                        "triggers/pong.yaml:7: split-aggregate: events of dev.shop.stock come to pong over 2 triggers of broker default/default: pong, pong-2");
    }

    @Test
    void triggers_without_order_promise_none() throws Exception {
        // Given
        for (var trigger : List.of("pong", "pong-2")) {
            project.write(
                    "triggers/" + trigger + ".yaml",
                    Project.triggerAt(
                            trigger,
                            "default",
                            "unordered",
                            "pong",
                            "",
                            trigger.equals("pong") ? RESERVED : RELEASED));
        }
        // Then
        assertThat(found("split-aggregate")).isEmpty();
    }

    @Test
    void another_aggregate_may_have_a_trigger_of_its_own() throws Exception {
        // Given
        project.write(
                "triggers/pong-2.yaml",
                Project.trigger("pong-2", "pong", "dev.shop.stock.level.changed.v1"));
        // Then
        assertThat(found("split-aggregate")).isEmpty();
    }

    @Test
    void a_subscription_with_another_filter_than_the_trigger() throws Exception {
        // Given
        project.write(
                "functions/pong/func.yaml",
                Project.func("pong", "stock") + SUBSCRIPTION.formatted("default", RELEASED));
        // Then
        assertThat(found("subscription-contradicts-trigger"))
                .containsExactly(
                        "functions/pong/func.yaml:15: subscription-contradicts-trigger: a subscription in func.yaml and trigger default/pong"
                                + " (triggers/pong.yaml:7) both bring events to pong, by other filters or from another broker");
    }

    @Test
    void a_subscription_that_says_the_same_brings_everything_twice() throws Exception {
        // Given
        project.write(
                "functions/pong/func.yaml",
                Project.func("pong", "stock") + SUBSCRIPTION.formatted("default", RESERVED));
        // Then
        assertThat(found("subscription-contradicts-trigger"))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("both bring events to pong, the same ones");
    }

    @Test
    void a_subscription_alone_contradicts_nothing() throws Exception {
        // Given
        project.delete("triggers/pong.yaml")
                .write(
                        "functions/pong/func.yaml",
                        Project.func("pong", "stock")
                                + SUBSCRIPTION.formatted("default", RESERVED));
        // Then
        assertThat(project.findings()).isEmpty();
    }
}
