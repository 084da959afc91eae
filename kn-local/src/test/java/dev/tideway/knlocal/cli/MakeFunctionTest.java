package dev.tideway.knlocal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.testing.Copy;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MakeFunctionTest {
    private static final Pattern NEEDED =
            Pattern.compile(
                    "kn-local.yaml|(templates|events|triggers|broker-config|sources|deploy/base|deploy/components/local-images)/.*|(.*/)?pom\\.xml"
                            + "|functions/[^/]+/(func\\.yaml|db/.*)");

    @TempDir Path folder;
    private Copy copy = new Copy(Path.of(""));
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void copy() throws IOException {
        copy = Copy.of(folder.resolve("repository"), NEEDED);
    }

    @Test
    void what_a_cluster_gets_is_made_with_it() throws IOException {
        // When
        var code = newFunction("loyalty");
        // Then
        assertThat(code).as(err.toString()).isZero();
        assertThat(copy.text("deploy/base/functions/kustomization.yaml"))
                .contains("  - loyalty.yaml\n");
        assertThat(copy.text("triggers/kustomization.yaml")).contains("  - loyalty.yaml\n");
    }

    @Test
    void nothing_is_made_while_the_func_yaml_of_another_is_wrong() throws IOException {
        // Given
        var payments = copy.text("functions/payments/func.yaml");
        copy.write("functions/payments/func.yaml", payments.replace("  max:", "  maximum:"));
        var before = copy.texts();
        // When
        var code = newFunction("loyalty");
        // Then
        assertThat(code).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString())
                .containsPattern(
                        "^problem  functions/payments/func.yaml:[0-9]+: deploy.options.scale.maximum is not a field here")
                .endsWith("nothing was written\n");
        var changed = new TreeMap<>(copy.texts());
        changed.entrySet().removeAll(before.entrySet());
        assertThat(changed).isEmpty();
    }

    private int newFunction(String name) {
        var io =
                new Io(
                        InputStream.nullInputStream(),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        Screen.FILE,
                        Map.of());
        return Main.run(io, "new-function", name, "--root", copy.root().toString());
    }
}
