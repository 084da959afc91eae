package dev.tideway.knlocal.catalogue;

import java.util.LinkedHashMap;
import java.util.Map;

/// Names and texts in a Mermaid diagram. A node is known by an id of ours, never by its name, so that any name will do.
final class Mermaid {
    private final String prefix;
    private final Map<String, String> ids = new LinkedHashMap<>();

    /// @param prefix of the ids; no other kind of node in the diagram has it
    Mermaid(String prefix) {
        this.prefix = prefix;
    }

    /// The same name has the same id.
    String id(String name) {
        return ids.computeIfAbsent(name, _ -> prefix + ids.size());
    }

    boolean knows(String name) {
        return ids.containsKey(name);
    }

    /// Text that Mermaid shows as it is, in quotes or not.
    static String text(String raw) {
        var safe = new StringBuilder();
        raw.strip()
                .replaceAll("\\s+", " ")
                .codePoints()
                .forEach(it -> {
                    if (Character.isLetterOrDigit(it) || " .,-_/'()".indexOf(it) >= 0) {
                        safe.appendCodePoint(it);
                    } else {
                        safe.append('#').append(it).append(';');
                    }
                });
        return safe.toString();
    }

    /// The same in quotes, as nodes and edges have it.
    static String quoted(String raw) {
        return "\"" + text(raw) + "\"";
    }
}
