package dev.tideway.knlocal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.check.Project;
import dev.tideway.knlocal.check.Rules;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @TempDir Path root;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void nothing_to_mend_is_0() throws Exception {
        Project.sound(root);
        assertThat(check()).isEqualTo(ExitCodes.DONE);
        assertThat(out.toString()).isEqualTo("nothing to mend\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void what_is_allowed_is_counted() throws Exception {
        // Given
        Project.sound(root)
                .code("ping", "Ping", Project.PING.replace("@Emits(Reserved.class)", ""));
        var allowed =
                """
                check:
                  allow:
                    - {rule: undeclared-emission, about: dev.shop.stock.reserved.v1, reason: to try}
                """;
        var settings = root.resolve("kn-local.yaml");
        Files.writeString(settings, Files.readString(settings) + allowed);
        // Then
        assertThat(check()).isEqualTo(ExitCodes.DONE);
        assertThat(out.toString()).isEqualTo("nothing to mend, 1 allowed\n");
    }

    @Test
    void a_finding_is_1_and_says_where_what_why_and_the_mend() throws Exception {
        // Given
        Project.sound(root)
                .code("ping", "Ping", Project.PING.replace("@Emits(Reserved.class)", ""));
        // When
        var code = check();
        // Then
        assertThat(code).isEqualTo(ExitCodes.FAILED);
        assertThat(out.toString())
                .isEqualTo(
                        """
                        functions/ping/src/main/java/shop/Ping.java:8: warning: no method of ping says that it emits dev.shop.stock.reserved.v1 [undeclared-emission]
                            What no method says it emits is missing in every picture of the domain.
                            mend: name the class in @Emits of the method that answers it

                        1 to mend
                        """);
    }

    @Test
    void json_and_sarif_keep_the_exit_code() throws Exception {
        Project.sound(root)
                .code("ping", "Ping", Project.PING.replace("@Emits(Reserved.class)", ""));
        assertThat(check("--format", "sarif")).isEqualTo(ExitCodes.FAILED);
        assertThat(out.toString()).startsWith("{").contains("\"2.1.0\"");
        assertThat(check("--format", "json")).isEqualTo(ExitCodes.FAILED);
        assertThat(out.toString()).contains("\"findings\" : [ {");
    }

    @Test
    void where_a_function_is_not_compiled_the_domain_is_not_checked_and_that_is_1()
            throws Exception {
        // Given
        var project = Project.sound(root);
        try (var classes = Files.walk(root.resolve("functions/pong/target"))) {
            for (var file : classes.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        assertThat(project.domain().functions()).hasSize(2);
        // When
        var code = check("--format", "human");
        // Then
        assertThat(code).isEqualTo(ExitCodes.FAILED);
        assertThat(out.toString()).endsWith("nothing to mend in what is compiled\n");
        assertThat(err.toString())
                .isEqualTo(
                        "function pong is not compiled: what it takes and emits is not checked; make build\n");
    }

    @Test
    void the_rules_are_listed() {
        assertThat(run("check", "--rules")).isEqualTo(ExitCodes.DONE);
        assertThat(out.toString().lines()).hasSize(Rules.ALL.size() + 1);
        Rules.ALL.forEach(it -> assertThat(out.toString()).contains(it.id(), it.why()));
    }

    @Test
    void another_format_is_a_misuse_and_so_are_wrong_settings() throws Exception {
        Files.writeString(root.resolve("kn-local.yaml"), "port: many\n");
        assertThat(check("--format", "xml")).isEqualTo(ExitCodes.USAGE);
        assertThat(check()).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("kn-local.yaml:1: port");
    }

    private int check(String... options) {
        return run(
                Stream.concat(Stream.of("check", "--root", root.toString()), Stream.of(options))
                        .toArray(String[]::new));
    }

    private int run(String... arguments) {
        var io =
                new Io(
                        InputStream.nullInputStream(),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        Screen.FILE,
                        Map.of());
        return Main.run(io, arguments);
    }
}
