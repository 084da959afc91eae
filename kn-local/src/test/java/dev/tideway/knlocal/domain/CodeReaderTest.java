package dev.tideway.knlocal.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeReaderTest {
    @TempDir Path root;

    @Test
    void what_a_method_wants_of_an_event_beside_its_type_is_read() throws IOException {
        // Given: annotations are known by their names alone
        var kit = "io/quarkus/funqy/";
        var events = kit + "knative/events/";
        compile(
                Map.of(
                        kit + "Funq",
                        "package io.quarkus.funqy; public @interface Funq { String value() default \"\"; }",
                        events + "EventAttribute",
                        "package io.quarkus.funqy.knative.events; public @interface EventAttribute { String name(); String value(); }",
                        events + "CloudEventMapping",
                        """
                        package io.quarkus.funqy.knative.events;
                        public @interface CloudEventMapping { String trigger(); EventAttribute[] attributes() default {}; }
                        """,
                        "Shop",
                        """
                        import io.quarkus.funqy.*;
                        import io.quarkus.funqy.knative.events.*;
                        class Shop {
                            @Funq
                            @CloudEventMapping(trigger = "shop.opened.v1", attributes = @EventAttribute(name = "source", value = "/london"))
                            void opened(String name) {}
                            @Funq
                            @CloudEventMapping(trigger = "shop.closed.v1")
                            void closed(String name) {}
                        }
                        """));
        // When
        var code = CodeReader.read(root, root).orElseThrow();
        // Then
        assertThat(code.handlers())
                .extracting(it -> it.types() + " " + it.attributes())
                .containsExactlyInAnyOrder(
                        "[shop.opened.v1] {source=/london}", "[shop.closed.v1] {}");
    }

    private void compile(Map<String, String> sources) throws IOException {
        for (var source : sources.entrySet()) {
            Domains.write(root, "src/main/java/" + source.getKey() + ".java", source.getValue());
        }
        Files.createDirectories(root.resolve("target/classes"));
        var files =
                sources.keySet().stream()
                        .map(it -> root.resolve("src/main/java/" + it + ".java").toString());
        var arguments =
                Stream.concat(
                        Stream.of("-proc:none", "-d", root.resolve("target/classes").toString()),
                        files);
        assertThat(
                        ToolProvider.getSystemJavaCompiler()
                                .run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }
}
