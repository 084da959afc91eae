package dev.tideway.knlocal.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.FunctionSpec.Env;
import dev.tideway.knlocal.manifest.FunctionSpec.EnvValue;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.manifest.Probes;
import dev.tideway.knlocal.testing.Functions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordTextTest {
    private static final Place HERE = new Place(Path.of("func.yaml"), 3);

    private static FunctionSpec spec() {
        return Functions.run(
                new Key("default", "orders"),
                Path.of("functions/orders"),
                List.of("sh", "-c", "echo back\\slash a=b\rend"),
                List.of(
                        new Env("GREETING", new EnvValue.Literal("hello\n=world"), HERE),
                        new Env("DB", new EnvValue.FromSecret("db", "uri"), HERE),
                        new Env("HOME", new EnvValue.FromEnvironment("HOME"), HERE)),
                new Probes(
                        Optional.of(
                                Probes.Probe.every(
                                        Duration.ofSeconds(1),
                                        new Probes.Ask.Exec(List.of("test", "-f", "up")))),
                        Probes.Probe.aggressive(new Probes.Ask.Tcp()),
                        Optional.empty()));
    }

    @Test
    void a_template_comes_back_as_it_was() {
        var kept = new Kept("orders-00001", 1, "abc", spec());

        assertThat(RecordText.read(Kept.class, RecordText.write(kept))).isEqualTo(kept);
    }

    @Test
    void a_line_that_is_missing_is_named() {
        var text = RecordText.write(new Kept("orders-00001", 1, "abc", spec()));
        var broken = text.replaceAll("(?m)^generation=.*\n", "");

        assertThatThrownBy(() -> RecordText.read(Kept.class, broken))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no line generation");
    }

    @Test
    void a_template_is_the_same_wherever_it_stands_and_another_when_anything_counts() {
        var template = Kept.template(spec());

        assertThat(Kept.template(spec().withConcurrency(3))).isNotEqualTo(template);
        assertThat(Kept.template(spec())).isEqualTo(template);
        assertThat(RecordText.write(spec())).contains("place.line=1");
    }
}
