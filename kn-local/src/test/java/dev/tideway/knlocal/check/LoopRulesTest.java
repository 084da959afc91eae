package dev.tideway.knlocal.check;

import static dev.tideway.knlocal.check.Project.PLACED;
import static dev.tideway.knlocal.check.Project.RESERVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopRulesTest {
    private static final String CIRCLE =
            "dev.shop.order.placed.v1 -> ping -> dev.shop.stock.reserved.v1 -> pong -> dev.shop.order.placed.v1";

    /// Takes `stock.reserved`, or whatever else is said, and answers `order.placed`.
    private static final String BACK =
            """
            @EventData("dev.shop.order.placed.v1")
            record Placed(String orderId) {}
            record Reserved(String orderId) {}

            @Funq
            @CloudEventMapping(trigger = "dev.shop.stock.reserved.v1")
            @Emits(Placed.class)
            public CloudEvent<Object> again(CloudEvent<Reserved> event) { return null; }
            """;

    @TempDir Path root;
    private Project project;

    @BeforeEach
    void make() throws Exception {
        project = Project.sound(root);
    }

    private List<String> loops() throws Exception {
        return project.findings().stream().filter(it -> it.contains("reply-loop")).toList();
    }

    @Test
    void types_that_cause_each_other_are_named_whole_and_once() throws Exception {
        // Given
        project.code("pong", "Pong", BACK);
        // Then
        assertThat(loops())
                .containsExactly(
                        "functions/ping/src/main/java/shop/Ping.java:13: reply-loop: events go round: "
                                + CIRCLE);
        assertThat(project.check().findings().getFirst().breach().about()).isEqualTo(CIRCLE);
    }

    @Test
    void a_function_may_answer_itself() throws Exception {
        // Given
        project.code("pong", "Pong", BACK.replace("order.placed", "stock.reserved"));
        // Then
        assertThat(loops())
                .containsExactly(
                        "functions/pong/src/main/java/shop/Pong.java:13: reply-loop: events go round: dev.shop.stock.reserved.v1 -> pong -> dev.shop.stock.reserved.v1");
    }

    @Test
    void a_method_that_takes_everything_is_in_every_circle() throws Exception {
        // Given
        project.code(
                        "pong",
                        "Pong",
                        BACK.replace("trigger = \"dev.shop.stock.reserved.v1\"", "trigger = \"*\""))
                .write("triggers/pong.yaml", Project.trigger("pong", "pong", RESERVED, PLACED));
        // Then
        assertThat(loops())
                .extracting(it -> it.replaceFirst(".*go round: ", ""))
                .containsExactlyInAnyOrder(
                        CIRCLE, "dev.shop.order.placed.v1 -> pong -> dev.shop.order.placed.v1");
    }

    @Test
    void a_dead_letter_is_no_step() throws Exception {
        // Given: pong gets order.placed as a dead letter only
        project.code(
                "pong",
                "Pong",
                Project.PONG
                        + BACK.replace("stock.reserved", "order.placed")
                                .replace("record Reserved(String orderId) {}", ""));
        // Then
        assertThat(loops()).isEmpty();
    }

    @Test
    void an_answer_to_another_broker_ends_there() throws Exception {
        // Given: pong listens at a broker that ping does not
        project.code("pong", "Pong", BACK)
                .write("triggers/other.yaml", Project.broker("other", Project.DELIVERY))
                .write(
                        "triggers/pong.yaml",
                        Project.triggerAt("pong", "other", "ordered", "pong", "", RESERVED));
        // Then
        assertThat(loops()).isEmpty();
    }

    @Test
    void what_is_posted_to_a_sink_comes_back_from_there() throws Exception {
        // Given: ping posts to the broker that pong listens at, and pong back to ping's
        project.code("pong", "Pong", BACK)
                .write("triggers/other.yaml", Project.broker("other", Project.DELIVERY))
                .write(
                        "triggers/pong.yaml",
                        Project.triggerAt("pong", "other", "ordered", "pong", "", RESERVED))
                .write(
                        "triggers/sinks.yaml",
                        binding("ping", "other") + "---\n" + binding("pong", "default"));
        // Then
        assertThat(loops()).hasSize(1).first().asString().endsWith(CIRCLE);
    }

    private static String binding(String function, String broker) {
        return """
        apiVersion: sources.knative.dev/v1
        kind: SinkBinding
        metadata: {name: %s}
        spec:
          subject: {apiVersion: serving.knative.dev/v1, kind: Service, name: %s}
          sink: {ref: {apiVersion: eventing.knative.dev/v1, kind: Broker, name: %s}}
        """
                .formatted(function, function, broker);
    }
}
