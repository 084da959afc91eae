package dev.tideway.knlocal.policy;

import dev.tideway.knlocal.yaml.Node;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Names and values as they are put into YAML.
final class Yaml {
    private static final Pattern SIMPLE = Pattern.compile("[a-zA-Z/][a-zA-Z0-9./_-]*");

    private Yaml() {}

    /// In quotes, unless it is text without.
    static String text(String value) {
        return SIMPLE.matcher(value).matches()
                        && new Node.Scalar(value, true, 0).type() == Node.Type.STRING
                ? value
                : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /// `[a, b]`, sorted.
    static String list(Collection<String> values) {
        return values.stream().sorted().map(Yaml::text).collect(Collectors.joining(", ", "[", "]"));
    }
}
