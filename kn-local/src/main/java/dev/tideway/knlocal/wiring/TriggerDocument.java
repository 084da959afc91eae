package dev.tideway.knlocal.wiring;

import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Trigger;
import dev.tideway.knlocal.yaml.Documents;
import dev.tideway.knlocal.yaml.Node;
import java.util.List;
import java.util.Optional;

/// A Trigger as it stands in a text, as far as its filter is concerned.
///
/// @param index which of the text's documents it is
/// @param item the one item of `spec.filters`
/// @param alternatives what stands under that item's `any`, or the item itself
record TriggerDocument(int index, Node.Mapping item, List<Node> alternatives) {
    private static final String ANY = "any";

    /// Empty when it is not there, or its filter is not one item.
    static Optional<TriggerDocument> find(Documents documents, Key trigger) {
        if (!documents.faults().isEmpty()) {
            return Optional.empty();
        }
        for (int i = 0; i < documents.nodes().size(); i++) {
            var document = documents.nodes().get(i);
            if (isTrigger(document, trigger)) {
                return of(i, document);
            }
        }
        return Optional.empty();
    }

    static boolean isTrigger(Node document, Key trigger) {
        return text(document, "kind").filter(Trigger.KIND::equals).isPresent()
                && text(document, "metadata", "name").filter(trigger.name()::equals).isPresent()
                && text(document, "metadata", "namespace")
                        .map(trigger.namespace()::equals)
                        .orElse(true);
    }

    private static Optional<TriggerDocument> of(int index, Node document) {
        return at(document, "spec", "filters")
                .filter(it -> it instanceof Node.Sequence)
                .map(it -> ((Node.Sequence) it).items())
                .filter(it -> it.size() == 1 && it.getFirst() instanceof Node.Mapping)
                .map(it -> (Node.Mapping) it.getFirst())
                .filter(it -> it.entries().size() == 1)
                .map(it -> new TriggerDocument(index, it, alternatives(it)));
    }

    private static List<Node> alternatives(Node.Mapping item) {
        return at(item, ANY)
                .filter(it -> it instanceof Node.Sequence)
                .map(it -> ((Node.Sequence) it).items())
                .orElse(List.of(item));
    }

    /// Whether the alternatives stand under `any`.
    boolean hasAny() {
        return item.entries().containsKey(ANY);
    }

    static Optional<Node> at(Node node, String... path) {
        var found = Optional.of(node);
        for (var key : path) {
            found =
                    found.filter(it -> it instanceof Node.Mapping)
                            .map(it -> ((Node.Mapping) it).entries().get(key))
                            .map(Node.Entry::value);
        }
        return found;
    }

    private static Optional<String> text(Node node, String... path) {
        return at(node, path)
                .filter(it -> it instanceof Node.Scalar)
                .map(it -> ((Node.Scalar) it).text());
    }
}
