package dev.tideway.knlocal.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Manifests;
import dev.tideway.knlocal.manifest.Problem;
import dev.tideway.knlocal.manifest.Sources;
import dev.tideway.knlocal.settings.Settings;
import dev.tideway.knlocal.settings.SettingsException;
import dev.tideway.knlocal.settings.SettingsReader;
import dev.tideway.knlocal.testing.Copy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What users write, and worse, read by every reader of YAML that the runner has.
@DisplayName("The YAML readers, whatever is written")
class YamlFuzzIT {
    private static final int WORKERS = 2;
    private static final String SOUND =
            """
            apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata:
              name: untouched
              annotations: {eventing.knative.dev/broker.class: MTChannelBasedBroker}
            spec: {delivery: {retry: 1}}
            """;

    @TempDir Path folder;

    @Test
    void every_reader_ends_and_says_what_is_wrong_in_one_line_with_its_place() throws Exception {
        var fuzz = Fuzz.of("YamlFuzzIT");
        var manifests =
                new YamlTexts(
                        folders(
                                "triggers",
                                "broker-config",
                                "kn-local/src/test/resources/manifest"));
        var settings = new YamlTexts(folders("kn-local/src/test/resources/fuzz"));

        fuzz.run(WORKERS, number -> new Reader(fuzz, manifests, settings, folder, number)::run);
    }

    private static List<Path> folders(String... names) {
        return List.of(names).stream().map(Copy.REPOSITORY::resolve).toList();
    }

    /// Reads from a folder of its own.
    private record Reader(Fuzz fuzz, YamlTexts manifests, YamlTexts settings, Path root) {
        Reader(Fuzz fuzz, YamlTexts manifests, YamlTexts settings, Path folder, int number)
                throws IOException {
            this(fuzz, manifests, settings, folder.resolve("reader" + number));
            for (var needed :
                    List.of("manifests", "functions/f", "broker-config/kafka", "triggers")) {
                Files.createDirectories(root.resolve(needed));
            }
            Files.writeString(root.resolve("manifests/sound.yaml"), SOUND);
        }

        void run(long from, long to) {
            for (long input = from; input < to; input++) {
                var choices = fuzz.choices(input);
                var text = (input % 10 == 0 ? settings : manifests).any(choices);
                try {
                    if (input % 10 == 0) {
                        readSettings(text);
                    } else {
                        readManifests(
                                choices.of("manifests/any.yaml", "functions/f/func.yaml"), text);
                    }
                } catch (AssertionError | Exception | StackOverflowError e) {
                    throw new AssertionError(fuzz.again(input) + "\n" + new String(text, UTF_8), e);
                }
            }
        }

        private void readManifests(String name, byte[] text) throws IOException {
            var file = root.resolve(name);
            Files.write(file, text);
            var read =
                    Manifests.read(
                            new Sources(
                                    root,
                                    List.of(root.resolve("manifests")),
                                    name.startsWith("functions")
                                            ? List.of(file.getParent())
                                            : List.of(),
                                    "default",
                                    Map.of(),
                                    Set.of()));
            read.problems().forEach(problem -> check(problem, Path.of(name), text));
            read.notes().forEach(note -> check(note, Path.of(name), text));
            if (!new String(text, UTF_8).contains("untouched")) {
                assertThat(read.brokers()).containsKey(new Key("default", "untouched"));
            }
            Files.delete(file);
        }

        private static void check(Problem problem, Path file, byte[] text) {
            oneLine(problem.toString());
            assertThat(problem.place().file()).isEqualTo(file);
            int lines =
                    (int)
                                    new String(text, UTF_8)
                                            .chars()
                                            .filter(c ->
                                                    c == '\n'
                                                            || c == '\r'
                                                            || c == 0x85
                                                            || c == 0x2028
                                                            || c == 0x2029)
                                            .count()
                            + 1;
            assertThat(problem.place().line())
                    .as(problem.toString())
                    .isBetween(problem.key().isEmpty() ? 0 : 1, lines);
        }

        private void readSettings(byte[] text) throws IOException {
            Files.write(root.resolve(Settings.FILE), text);
            try {
                assertThat(SettingsReader.read(root, Map.of(), Map.of()).root()).isEqualTo(root);
            } catch (SettingsException e) {
                assertThat(e.getMessage().lines())
                        .isNotEmpty()
                        .allSatisfy(line -> {
                            oneLine(line);
                            assertThat(line).matches("kn-local\\.yaml(:\\d+: .+| .+)");
                        });
            }
        }

        private static void oneLine(String said) {
            assertThat(said.codePoints().boxed())
                    .as(said)
                    .noneMatch(c ->
                            Character.isISOControl(c)
                                    || Character.getType(c) == Character.LINE_SEPARATOR
                                    || Character.getType(c) == Character.PARAGRAPH_SEPARATOR);
        }
    }
}
