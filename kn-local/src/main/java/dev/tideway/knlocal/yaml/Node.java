package dev.tideway.knlocal.yaml;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A piece of YAML with the line it starts on, counted from 1. Aliases and merge keys are already resolved.
public sealed interface Node {
    int line();

    /// In a word, for messages.
    String kind();

    /// Levels below this one.
    default int height() {
        return switch (this) {
            case Scalar _ -> 0;
            case Sequence(var items, _) -> above(items.stream());
            case Mapping(var entries, _) -> above(entries.values().stream().map(Entry::value));
        };
    }

    private static int above(Stream<Node> nodes) {
        return 1 + nodes.mapToInt(Node::height).max().orElse(0);
    }

    /// Text, or what was not put in quotes and so may be something else.
    ///
    /// @param plain written without quotes, so that `5` is a number and `true` a boolean
    record Scalar(String text, boolean plain, int line) implements Node {
        private static final Pattern INTEGER = Pattern.compile("0x[0-9a-fA-F]+|0o[0-7]+");
        private static final Pattern NUMBER =
                Pattern.compile(
                        "[-+]?(\\.[0-9]++|[0-9]++(\\.[0-9]*+)?)([eE][-+]?[0-9]++)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

        /// The words of YAML 1.1, which kubectl reads.
        private static final Pattern BOOLEAN =
                Pattern.compile(
                        "true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF");

        private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");

        public Type type() {
            if (!plain) {
                return Type.STRING;
            }
            if (NULL.matcher(text).matches()) {
                return Type.NULL;
            }
            if (BOOLEAN.matcher(text).matches()) {
                return Type.BOOLEAN;
            }
            return NUMBER.matcher(text).matches() || INTEGER.matcher(text).matches()
                    ? Type.NUMBER
                    : Type.STRING;
        }

        @Override
        public String kind() {
            return switch (type()) {
                case NULL -> "empty";
                case BOOLEAN -> "a boolean";
                case NUMBER -> "a number";
                case STRING -> "a string";
            };
        }
    }

    /// What a scalar is to Kubernetes.
    enum Type {
        NULL,
        BOOLEAN,
        NUMBER,
        STRING
    }

    record Sequence(List<Node> items, int line) implements Node {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /// Keys in the order of the text.
    record Mapping(Map<String, Entry> entries, int line) implements Node {
        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /// A value under its key; `line` is the key's.
    record Entry(int line, Node value) {}
}
