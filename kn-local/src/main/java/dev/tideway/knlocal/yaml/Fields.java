package dev.tideway.knlocal.yaml;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A mapping, read field by field. What has the wrong type is reported and counts as absent, and so does an empty value;
/// [#done] reports the fields that nobody asked for.
public final class Fields {
    private final Node.Mapping mapping;
    private final String path;
    private final Report report;
    private final Set<String> known = new LinkedHashSet<>();

    /// Text, and the line it stands on.
    public record Text(String value, int line) {}

    Fields(Node.Mapping mapping, String path, Report report) {
        this.mapping = mapping;
        this.path = path;
        this.report = report;
    }

    /// The whole of a document, or empty and reported when it is no mapping.
    public static Optional<Fields> of(Node document, Report report) {
        return new Value("", document, report).fields();
    }

    public int line() {
        return mapping.line();
    }

    /// Of the key, or of the mapping when it has no such key.
    public int line(String key) {
        var entry = mapping.entries().get(key);
        return entry == null ? mapping.line() : entry.line();
    }

    /// The way from the document's root to a key.
    public String path(String key) {
        return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
    }

    public Set<String> keys() {
        return mapping.entries().keySet();
    }

    /// Whether the key has a value.
    public boolean has(String key) {
        return value(key).isPresent();
    }

    /// Whether the key's value has keys of its own.
    public boolean isMapping(String key) {
        var entry = mapping.entries().get(key);
        return entry != null && entry.value() instanceof Node.Mapping;
    }

    public void problem(String key, String message, String mend) {
        report.problem(line(key), path(key), message, mend);
    }

    /// Text as Kubernetes wants it: a number or a boolean has to be in quotes.
    public Optional<Text> string(String key) {
        return value(key).flatMap(Value::string);
    }

    /// Text as other YAML readers want it: what looks like a number is text too.
    public Optional<Text> text(String key) {
        return value(key).flatMap(Value::text);
    }

    /// Like [#string], and reported when absent.
    public Optional<Text> required(String key) {
        if (!has(key)) {
            problem(key, "is missing", "");
        }
        return string(key);
    }

    public Optional<Integer> whole(String key, int least, int most) {
        var range = new Numbers.Range("a whole number", true, least, most);
        return value(key).flatMap(value -> value.number(range)).map(Double::intValue);
    }

    public Optional<Double> number(String key, double least, double most) {
        var range = new Numbers.Range("a number", false, least, most);
        return value(key).flatMap(value -> value.number(range));
    }

    public Optional<Boolean> flag(String key) {
        return value(key).flatMap(Value::flag);
    }

    /// One of a few words.
    public <T> Optional<T> choice(String key, Map<String, T> choices) {
        return value(key).flatMap(value -> value.choice(choices));
    }

    public Optional<Fields> fields(String key) {
        return value(key).flatMap(Value::fields);
    }

    /// The mappings of a list.
    public List<Fields> list(String key) {
        return value(key).map(value -> value.each(Value::fields)).orElse(List.of());
    }

    /// The strings of a list.
    public List<Text> strings(String key) {
        return value(key).map(value -> value.each(Value::string)).orElse(List.of());
    }

    /// A mapping with any keys, all of its values strings.
    public Map<String, Text> strings() {
        var all = new LinkedHashMap<String, Text>();
        keys().forEach(key -> string(key).ifPresent(text -> all.put(key, text)));
        return all;
    }

    /// Fields that are right, but mean nothing here.
    public void skip(String... keys) {
        known.addAll(Set.of(keys));
    }

    /// Reports the fields that were never asked for.
    public void done() {
        for (var key : keys()) {
            if (!known.contains(key)) {
                problem(key, "is not a field here", Near.meant(key, known));
            }
        }
    }

    private Optional<Value> value(String key) {
        known.add(key);
        var entry = Optional.ofNullable(mapping.entries().get(key));
        return entry.map(Node.Entry::value)
                .filter(node -> !isNull(node))
                .map(node -> new Value(path(key), node, report));
    }

    private static boolean isNull(Node node) {
        return node instanceof Node.Scalar scalar && scalar.type() == Node.Type.NULL;
    }
}
