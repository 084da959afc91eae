package dev.tideway.knlocal.wiring;

import static dev.tideway.knlocal.domain.Domains.handler;
import static dev.tideway.knlocal.domain.Domains.taking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.domain.Code;
import dev.tideway.knlocal.domain.Domains;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WiringTest {
    private static final String HEAD =
            """
            # Whatever concerns a shop.
            apiVersion: eventing.knative.dev/v1
            kind: Trigger
            metadata:
              annotations: { kafka.eventing.knative.dev/delivery.order: ordered }
              name: shop
            spec:
              broker: default
              filters:
            """;
    private static final String TAIL =
            """
              # Whoever wants it.
              subscriber:
                ref: { apiVersion: serving.knative.dev/v1, kind: Service, name: shop }
              delivery: { retry: 3 }
            """;
    private static final String ONE =
            """
                # What it begins with.
                - exact:
                    type: shop.opened.v1
            """;
    private static final String TWO =
            """
                # What it begins with.
                - any:
                    - exact:
                        type: shop.opened.v1
                    - exact:
                        type: shop.closed.v1
            """;
    private static final Path FILE = Path.of("triggers/shop.yaml");

    @TempDir Path root;

    @BeforeEach
    void a_shop() throws IOException {
        Domains.project(root, "shop");
    }

    @Test
    void what_is_right_stays() throws IOException {
        // Given
        trigger(TWO);
        // Then
        assertThat(wiring(taking("shop.closed.v1", "shop.opened.v1")).isRight()).isTrue();
    }

    @Test
    void a_type_that_is_missing_is_added_and_the_rest_stays() throws IOException {
        // Given
        trigger(ONE);
        var code = taking("shop.opened.v1", "shop.closed.v1");
        // When
        var wiring = wiring(code);
        wiring.write(root);
        // Then
        assertThat(wiring.changes())
                .extracting(Change::toString)
                .containsExactly(
                        "triggers/shop.yaml:8: trigger default/shop does not bring shop.closed.v1, which shop takes (Shop.java:7)");
        assertThat(Files.readString(root.resolve(FILE))).isEqualTo(HEAD + TWO + TAIL);
        assertThat(wiring(code).isRight()).isTrue();
    }

    @Test
    void a_type_is_added_as_the_others_are_written() throws IOException {
        // Given
        trigger("    - any:\n      - exact: { type: \"shop.opened.v1\" }\n");
        // When
        wiring(taking("shop.opened.v1", "shop.closed.v1")).write(root);
        // Then
        assertThat(Files.readString(root.resolve(FILE)))
                .contains(
                        "      - exact: { type: \"shop.opened.v1\" }\n      - exact: { type: \"shop.closed.v1\" }\n  #");
    }

    @Test
    void a_type_that_no_method_takes_goes_and_conditions_of_others_stay() throws IOException {
        // Given
        var kept =
                """
                        # By the clock.
                        - all:
                            - exact:
                                type: shop.opened.v1
                            - suffix: { source: /clock }
                """;
        trigger("    - any:\n        - exact: { type: shop.burnt.v1 }\n" + kept);
        // When
        var wiring = wiring(taking("shop.opened.v1"));
        wiring.write(root);
        // Then
        assertThat(wiring.changes()).hasSize(1);
        assertThat(Files.readString(root.resolve(FILE)))
                .isEqualTo(HEAD + "    - any:\n" + kept + TAIL);
    }

    @Test
    void a_method_that_takes_any_type_leaves_the_trigger_alone() throws IOException {
        // Given
        trigger(TWO);
        // When
        var wiring = wiring(taking("*"));
        // Then
        assertThat(wiring.isRight()).isTrue();
        assertThat(wiring.untouched()).containsExactly("shop");
    }

    @Test
    void the_attributes_of_a_method_become_conditions() throws IOException {
        // Given
        trigger(ONE);
        var code =
                new Code(
                        List.of(handler("shop.opened.v1", Map.of("source", "/london"))), List.of());
        // When
        wiring(code).write(root);
        // Then
        assertThat(Files.readString(root.resolve(FILE)))
                .contains(
                        "    - exact:\n        type: shop.opened.v1\n        source: /london\n  #");
        assertThat(wiring(code).isRight()).isTrue();
    }

    @Test
    void a_type_that_comes_as_a_dead_letter_needs_no_trigger() throws IOException {
        // Given
        Domains.project(root, "shop", "street");
        trigger(ONE);
        Domains.write(
                root,
                "triggers/street.yaml",
                (HEAD + ONE + TAIL)
                        .replace("name: shop", "name: street")
                        .replace("opened", "looted")
                        .replace(
                                "retry: 3",
                                "deadLetterSink: { ref: { apiVersion: serving.knative.dev/v1, kind: Service, name: shop } }"));
        // Then
        assertThat(wiring(taking("shop.opened.v1", "shop.looted.v1")).isRight()).isTrue();
        assertThat(wiring(taking("shop.opened.v1", "shop.sold.v1")).isRight()).isFalse();
    }

    @Test
    void a_function_without_a_trigger_gets_one() throws IOException {
        // Given
        Domains.write(root, "triggers/kustomization.yaml", "resources:\n  - a.yaml\n  - z.yaml\n");
        var code = taking("shop.opened.v1", "shop.closed.v1");
        // When
        wiring(code).write(root);
        // Then
        assertThat(Files.readString(root.resolve("triggers/kustomization.yaml")))
                .isEqualTo("resources:\n  - a.yaml\n  - shop.yaml\n  - z.yaml\n");
        assertThat(Files.readString(root.resolve(FILE)))
                .contains("    kafka.eventing.knative.dev/delivery.order: ordered\n")
                .contains("        - exact:\n            type: shop.closed.v1\n");
        assertThat(wiring(code).isRight()).isTrue();
    }

    @Test
    void a_trigger_is_made_of_the_template_of_new_functions() throws IOException {
        // When
        wiring(taking("shop.opened.v1")).write(root);
        // Then
        assertThat(Files.readString(root.resolve(FILE)))
                .isEqualTo(
                        Files.readString(Path.of("../templates/quarkus/tideway/trigger.yaml"))
                                .replace("dev.tideway.my.function.ask.v1", "shop.opened.v1")
                                .replace("my-function", "shop"));
    }

    @Test
    void what_is_too_unusual_to_be_changed_is_said() throws IOException {
        for (var filter :
                List.of(
                        "    - any: [exact: {type: shop.opened.v1}, exact: {type: shop.burnt.v1}]\n",
                        "    - exact: {type: shop.opened.v1}\n    - prefix: {source: /london}\n",
                        "    - cesql: type IN ('shop.opened.v1', 'shop.burnt.v1')\n",
                        "    - exact: {type: shop.burnt.v1}\n    - exact: {type: shop.burnt.v1}\n")) {
            trigger(filter);
            // When
            var wiring = wiring(taking("shop.opened.v1", "shop.closed.v1"));
            // Then
            assertThat(wiring.isSafe()).as(filter).isFalse();
            assertThat(wiring.files()).as(filter).isEmpty();
            assertThat(wiring.changes())
                    .extracting(it -> it.byHand().orElse(""))
                    .contains(
                            "add an alternative {exact: {type: \"shop.closed.v1\"}} to its filter");
        }
    }

    private void trigger(String filters) throws IOException {
        Domains.write(root, FILE.toString(), HEAD + filters + TAIL);
    }

    private Wiring wiring(Code code) throws IOException {
        var domain = Domains.read(root, Map.of("shop", code));
        assertThat(domain.problems()).isEmpty();
        return Wiring.of(domain);
    }
}
