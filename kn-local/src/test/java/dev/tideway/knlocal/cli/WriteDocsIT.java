package dev.tideway.knlocal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The functions have to be built: the catalogue is made of their classes.
class WriteDocsIT {
    @TempDir Path root;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void this_repositorys_catalogue_is_up_to_date() {
        // When
        var code = run("docs", "--check", "--root", "..");
        // Then
        assertThat(err.toString()).as("run kn-local docs, and commit").isEmpty();
        assertThat(code).isZero();
    }

    @Test
    void what_is_stale_is_named_and_not_touched_by_a_check() throws IOException {
        // Given
        Files.writeString(root.resolve("kn-local.yaml"), "manifests: []\nfunctions: []\n");
        // When
        var code = run("docs", "--check", "--root", root.toString());
        // Then
        assertThat(code).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString())
                .isEqualTo(
                        """
                        stale    docs/catalogue/README.md is missing
                        stale    docs/catalogue/asyncapi.yaml is missing
                        stale    docs/catalogue/xregistry.json is missing
                        run kn-local docs, and commit what it writes
                        """);
        assertThat(root.resolve("docs")).doesNotExist();
        assertThat(run("docs", "--root", root.toString())).isZero();
        assertThat(run("docs", "--check", "--root", root.toString())).isZero();
    }

    @Test
    void nothing_is_written_of_a_function_that_is_not_compiled() throws IOException {
        // Given
        Files.writeString(
                root.resolve("kn-local.yaml"), "manifests: []\nfunctions: [functions/*]\n");
        Files.createDirectories(root.resolve("functions/tea"));
        Files.writeString(
                root.resolve("functions/tea/func.yaml"),
                "specVersion: 0.36.0\nname: tea\ncreated: 2026-01-01T00:00:00Z\n");
        // When
        var code = run("docs", "--root", root.toString());
        // Then
        assertThat(code).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString())
                .isEqualTo("nothing is known of what is not compiled: tea; make build\n");
        assertThat(root.resolve("docs")).doesNotExist();
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
