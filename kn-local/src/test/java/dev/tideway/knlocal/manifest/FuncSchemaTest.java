package dev.tideway.knlocal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideway.knlocal.testing.Copy;
import dev.tideway.knlocal.testing.FuncSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The reader refuses what func's schema refuses, and nothing else.
class FuncSchemaTest {
    private static final Path WHOLE = Path.of("src/test/resources/func/whole.yaml");
    private static final Path BROKER = Path.of("src/test/resources/manifest/good/broker.yaml");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// What func's code refuses and its schema does not, and brokers that are not there.
    private static final Set<String> STRICTER =
            Set.of(
                    " namespace no word",
                    "/build/buildEnvs/0 without name",
                    "/run/envs/0 without name",
                    "/run/envs/0 without value",
                    "/deploy/subscriptions/0 source no word");

    private final FuncSchema schema = new FuncSchema();
    @TempDir Path folder;

    FuncSchemaTest() throws IOException {}

    static List<Path> functions() throws IOException {
        try (var files = Files.walk(Copy.REPOSITORY.resolve("functions"), 2)) {
            return files.filter(it -> it.endsWith("func.yaml"))
                    .map(Copy.REPOSITORY::relativize)
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void func_takes_the_func_yaml_of_every_function(Path file) throws IOException {
        assertThat(schema.problems(Files.readString(Copy.REPOSITORY.resolve(file)))).isEmpty();
    }

    @Test
    void every_field_of_func_is_read() throws IOException {
        var whole = Files.readString(WHOLE);
        assertThat(schema.problems(whole)).isEmpty();
        assertThat(read(whole)).isEmpty();
    }

    /// Each change takes the whole func.yaml and makes one thing of it another.
    @Test
    void the_reader_and_func_agree_on_every_change() throws IOException {
        // Given
        var whole = FuncSchema.tree(Files.readString(WHOLE));
        var disagreed = new ArrayList<String>();
        var stricter = new TreeSet<String>();
        var changes = changes(whole, "").toList();
        for (var change : changes) {
            // When
            var changed = whole.deepCopy();
            change.what().accept((ObjectNode) changed.at(change.at()));
            var refused = !schema.problems(changed).isEmpty();
            var said = read(changed.toString());
            // Then
            if (STRICTER.contains(change.toString()) && !refused && !said.isEmpty()) {
                stricter.add(change.toString());
            } else if (refused == said.isEmpty()) {
                disagreed.add(
                        "%s: func %s it, the reader says %s"
                                .formatted(change, refused ? "refuses" : "takes", said));
            }
        }
        assertThat(changes).hasSizeGreaterThan(200);
        assertThat(disagreed).isEmpty();
        assertThat(stricter).isEqualTo(STRICTER);
    }

    record Change(String at, String how, Consumer<ObjectNode> what) {
        @Override
        public String toString() {
            return at + " " + how;
        }
    }

    private static Stream<Change> changes(JsonNode node, String at) {
        if (node instanceof ObjectNode object) {
            var fields =
                    object.properties().stream()
                            .flatMap(it -> field(it.getKey(), it.getValue(), at));
            var unknown = new Change(at, "gets unknown", it -> it.put("unknown", "x"));
            return Stream.concat(Stream.of(unknown), fields);
        }
        return node instanceof ArrayNode array
                ? Stream.iterate(0, it -> it < array.size(), it -> it + 1)
                        .flatMap(it -> changes(array.path(it), at + "/" + it))
                : Stream.empty();
    }

    private static Stream<Change> field(String key, JsonNode value, String at) {
        var mapping = NODES.objectNode().put("x", "y");
        var own =
                Stream.of(
                        new Change(at, "without " + key, it -> it.remove(key)),
                        new Change(at, key + " a mapping", it -> it.set(key, mapping)),
                        new Change(
                                at,
                                key + " a list",
                                it -> it.set(key, NODES.arrayNode().add(mapping))),
                        new Change(at, key + " no word", it -> it.put(key, "!")));
        return Stream.concat(own, changes(value, at + "/" + key));
    }

    private List<String> read(String func) throws IOException {
        Files.writeString(folder.resolve("func.yaml"), func);
        var sources =
                new Sources(
                        folder, List.of(BROKER), List.of(folder), "default", Map.of(), Set.of());
        return Manifests.read(sources).problems().stream().map(Problem::toString).toList();
    }
}
