package dev.tideway.knlocal.wiring;

import dev.tideway.knlocal.yaml.Documents;
import dev.tideway.knlocal.yaml.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// YAML without its lines, to compare what two texts say.
final class Tree {
    private Tree() {}

    static List<Object> of(Documents documents) {
        return documents.nodes().stream().map(Tree::of).toList();
    }

    static Object of(Node node) {
        return switch (node) {
            case Node.Scalar(var text, _, _) -> text;
            case Node.Sequence(var items, _) -> items.stream().map(Tree::of).toList();
            case Node.Mapping(var entries, _) -> {
                var tree = new LinkedHashMap<String, Object>();
                entries.forEach((key, entry) -> tree.put(key, of(entry.value())));
                yield tree;
            }
        };
    }

    /// The same with another list of filters in one of the documents.
    static List<Object> with(List<Object> documents, int index, List<?> filters) {
        var changed = new ArrayList<>(documents);
        var document = map(changed.get(index));
        var spec = map(document.get("spec"));
        spec.put("filters", filters);
        document.put("spec", spec);
        changed.set(index, document);
        return changed;
    }

    private static Map<String, Object> map(@Nullable Object node) {
        var map = new LinkedHashMap<String, Object>();
        if (node instanceof Map<?, ?> entries) {
            entries.forEach((key, value) -> map.put(String.valueOf(key), value));
        }
        return map;
    }
}
