package dev.tideway.knlocal.check;

import dev.tideway.knlocal.yaml.Documents;
import dev.tideway.knlocal.yaml.Node;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A document of a YAML file as it stands there, for what a manifest's reader has no need of.
///
/// @param file as messages show it
record YamlFile(Path file, Node root) {

    /// Every document of a file; none when it is not there, or is no YAML, which is said elsewhere.
    static List<YamlFile> read(Path file, Path root) throws IOException {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        var shown = file.startsWith(root) ? root.relativize(file) : file;
        try {
            return Documents.parse(Files.readString(file)).nodes().stream()
                    .map(it -> new YamlFile(shown, it))
                    .toList();
        } catch (CharacterCodingException _) {
            return List.of();
        }
    }

    Optional<Node> at(String... keys) {
        return at(root, keys);
    }

    Optional<String> text(String... keys) {
        return at(keys).flatMap(YamlFile::text);
    }

    static Optional<Node> at(Node node, String... keys) {
        var found = Optional.of(node);
        for (var key : keys) {
            found =
                    found.filter(Node.Mapping.class::isInstance)
                            .map(it -> ((Node.Mapping) it).entries().get(key))
                            .map(Node.Entry::value);
        }
        return found;
    }

    static Optional<String> text(Node node) {
        return node instanceof Node.Scalar(var text, _, _) && !text.isBlank()
                ? Optional.of(text)
                : Optional.empty();
    }

    /// The items of a list under a key; none when there is no list.
    static Stream<Node> items(Node node, String key) {
        return at(node, key).filter(Node.Sequence.class::isInstance).stream()
                .flatMap(it -> ((Node.Sequence) it).items().stream());
    }
}
