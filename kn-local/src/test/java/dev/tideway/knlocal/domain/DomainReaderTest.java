package dev.tideway.knlocal.domain;

import static dev.tideway.knlocal.check.Project.PLACED;
import static dev.tideway.knlocal.check.Project.RESERVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.check.Project;
import dev.tideway.knlocal.manifest.Key;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainReaderTest {
    private static final Key PING = new Key("default", "ping");

    @TempDir Path root;
    private Project project;

    @BeforeEach
    void make() throws Exception {
        project = Project.sound(root);
    }

    private Code ping(String body) throws Exception {
        var domain = project.code("ping", "Ping", body).domain();
        return Objects.requireNonNull(domain.functions().get(PING)).code().orElseThrow();
    }

    @Test
    void a_context_says_what_code_cannot() throws Exception {
        // Given
        project.write(
                "events/contexts/sales.md",
                """
                ---
                purpose: Takes orders.
                owner: Sales team
                functions: [ping]
                outside: {dev.shop.order.placed.v1: the shop}
                language: {order: what a customer wants}
                flows: {Order: dev.shop.order.placed.v1}
                ---

                *More* of it.
                """);
        // When
        var context = project.domain().contextOf(PING).orElseThrow();
        // Then
        assertThat(context.name()).as("by its file, when it does not say").isEqualTo("sales");
        assertThat(context.purpose()).isEqualTo("Takes orders.");
        assertThat(context.owner()).isEqualTo("Sales team");
        assertThat(context.outside()).containsEntry(PLACED, "the shop");
        assertThat(context.language()).containsOnlyKeys("order");
        assertThat(context.flows()).containsEntry("Order", PLACED);
        assertThat(context.prose()).isEqualTo("*More* of it.");
        assertThat(context.place()).hasToString("events/contexts/sales.md:2");
    }

    @Test
    void a_context_that_cannot_be_read_is_a_problem_with_its_line_and_mend() throws Exception {
        // Given
        project.write("events/contexts/a.md", "no front matter\n")
                .write("events/contexts/b.md", "---\nname: b\npurpos: To try.\n---\n")
                .write("events/contexts/c.md", "---\nname: [\n---\n")
                .write("events/contexts/d.md", "");
        // Then
        assertThat(project.domain().problems())
                .extracting(it -> it.place() + " " + it.key() + " " + it.message())
                .satisfiesExactly(
                        it ->
                                assertThat(it)
                                        .isEqualTo("events/contexts/a.md:1  has no front matter"),
                        it ->
                                assertThat(it)
                                        .isEqualTo(
                                                "events/contexts/b.md:3 purpos is not a field here"),
                        it ->
                                assertThat(it)
                                        .startsWith("events/contexts/c.md:")
                                        .contains("not YAML"),
                        it ->
                                assertThat(it)
                                        .isEqualTo("events/contexts/d.md:1  has no front matter"));
        assertThat(project.domain().problems().get(1).mend()).contains("purpose");
    }

    @Test
    void a_method_takes_its_trigger_or_its_name_or_everything() throws Exception {
        // When
        var code =
                ping(
                        """
                        @Funq public void byName(Map<String, Object> data) {}
                        @Funq("other") public void renamed(String data) {}
                        @Funq @CloudEventMapping(trigger = "a.v1") public void one(CloudEvent<String> event) {}
                        @Funq @CloudEventMapping(trigger = "*") public void rest(CloudEvent<String> event) {}
                        """);
        // Then
        assertThat(code.handlers())
                .extracting(it -> it.method() + it.types() + it.place())
                .containsExactly(
                        "byName[byName]functions/ping/src/main/java/shop/Ping.java:8",
                        "renamed[other]functions/ping/src/main/java/shop/Ping.java:9",
                        "one[a.v1]functions/ping/src/main/java/shop/Ping.java:10",
                        "rest[*]functions/ping/src/main/java/shop/Ping.java:11");
        assertThat(code.taking("a.v1").map(Handler::method)).contains("one");
        assertThat(code.taking("b.v1").map(Handler::method)).contains("rest");
    }

    @Test
    void what_a_method_emits_stands_in_its_annotation_its_response_type_or_its_return_type()
            throws Exception {
        // When
        var code =
                ping(
                        """
                        @EventData("x.v1") record X(int n) {}
                        @EventData("y.v1") record Y(int n) {}
                        @EventData("z.v1") record Z(int n) {}
                        @Funq @Emits({X.class, Y.class}) public CloudEvent<Object> a(String data) { return null; }
                        @Funq public Uni<CloudEvent<Y>> b(String data) { return null; }
                        @Funq @CloudEventMapping(trigger = "c", responseType = "w.v1") public String c(String data) { return ""; }
                        @Funq public Uni<Void> d(String data) { return null; }
                        @Funq public CloudEvent<Object> e(String data) { return null; }
                        """);
        // Then
        assertThat(code.handlers())
                .extracting(it -> it.method() + it.emits().stream().map(Emission::type).toList())
                .containsExactly("a[x.v1, y.v1]", "b[y.v1]", "c[w.v1]", "d[]", "e[]");
        assertThat(code.emitted()).containsOnlyKeys("w.v1", "x.v1", "y.v1", "z.v1");
    }

    @Test
    void the_shape_of_data_is_what_json_makes_of_its_record() throws Exception {
        // When
        var code =
                ping(
                        """
                        enum Kind { A }
                        record Line(String sku, int quantity) {}
                        record Order(UUID id, Kind kind, double total, boolean paid, List<Line> lines, Optional<String> note, Object any) {}
                        @Funq @CloudEventMapping(trigger = "a.v1") public void a(CloudEvent<Order> event) {}
                        """);
        // Then
        var line =
                new Shape.Fields(
                        "Line",
                        List.of(
                                new Shape.Field("sku", new Shape.Text(), true),
                                new Shape.Field("quantity", new Shape.Whole(), true)));
        assertThat(code.handlers().getFirst().data())
                .isEqualTo(
                        new Shape.Fields(
                                "Order",
                                List.of(
                                        new Shape.Field("id", new Shape.Text(), true),
                                        new Shape.Field("kind", new Shape.Text(), true),
                                        new Shape.Field("total", new Shape.Fraction(), true),
                                        new Shape.Field("paid", new Shape.Truth(), true),
                                        new Shape.Field("lines", new Shape.Many(line), true),
                                        new Shape.Field("note", new Shape.Text(), false),
                                        new Shape.Field("any", new Shape.Unknown(), true))));
    }

    @Test
    void an_answer_to_what_a_channel_brought_goes_where_its_subscription_says() throws Exception {
        // Given
        project.write("triggers/ping.yaml", CHANNEL);
        // Then
        assertThat(project.domain().hubsOf(PING))
                .extracting(Object::toString)
                .containsExactly("broker default/default");
    }

    private static final String CHANNEL =
            """
            apiVersion: messaging.knative.dev/v1
            kind: Channel
            metadata: {name: placed}
            ---
            apiVersion: messaging.knative.dev/v1
            kind: Subscription
            metadata: {name: ping}
            spec:
              channel: {apiVersion: messaging.knative.dev/v1, kind: Channel, name: placed}
              subscriber: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: ping}}
              reply: {ref: {apiVersion: eventing.knative.dev/v1, kind: Broker, name: default}}
            """;

    @Test
    void schemas_and_contexts_are_where_kn_local_yaml_says() throws Exception {
        // Given
        Files.move(root.resolve("events"), root.resolve("language"));
        assertThat(project.domain().contracts()).isEmpty();
        // When
        project.write(
                "kn-local.yaml",
                "manifests: [triggers]\nfunctions: [functions/*]\nevents: [language]\n");
        // Then
        var domain = project.domain();
        assertThat(domain.contracts()).containsOnlyKeys(PLACED, RESERVED);
        assertThat(domain.contexts()).extracting(Context::name).contains("sales", "stock");
    }

    @Test
    void links_lead_from_hubs_to_functions() throws Exception {
        // When
        var domain = project.domain();
        // Then
        assertThat(domain.carriers(PLACED))
                .extracting(it -> it.ref().toString())
                .containsExactly("trigger default/ping");
        assertThat(domain.linksTo(PING)).hasSize(1);
        assertThat(domain.hubsOf(PING))
                .extracting(Object::toString)
                .containsExactly("broker default/default");
        assertThat(domain.emitters(RESERVED))
                .extracting(DomainFunction::name)
                .containsExactly("ping");
        assertThat(domain.isEmitted(PLACED)).as("somebody outside sends it").isTrue();
        assertThat(domain.isEmitted("other")).isFalse();
        assertThat(domain.types()).containsExactly(PLACED, RESERVED);
        assertThat(domain.contextOf(RESERVED).map(Context::name)).contains("sales");
        assertThat(
                        Objects.requireNonNull(domain.contracts().get(PLACED))
                                .schema()
                                .map(it -> root.relativize(it)))
                .isEqualTo(Optional.of(Path.of("events", PLACED + ".schema.json")));
    }
}
