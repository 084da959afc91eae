package dev.tideway.knlocal.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// One value, to be read as one type or another; the wrong type is reported and comes to nothing.
record Value(String path, Node node, Report report) {
    private static final Set<String> TRUE = Set.of("true", "yes", "on");

    Optional<Fields.Text> string() {
        if (node instanceof Node.Scalar scalar && scalar.type() == Node.Type.STRING) {
            return Optional.of(new Fields.Text(scalar.text(), scalar.line()));
        }
        return wrong("a string", node instanceof Node.Scalar ? "put it in quotes" : "");
    }

    Optional<Fields.Text> text() {
        return node instanceof Node.Scalar(var text, _, var line)
                ? Optional.of(new Fields.Text(text, line))
                : wrong("a string", "");
    }

    Optional<Double> number(Numbers.Range range) {
        var number = Numbers.of(node).filter(range::has);
        if (number.isEmpty()) {
            report.problem(node.line(), path, range.complaint(node), "");
        }
        return number;
    }

    Optional<Boolean> flag() {
        return node instanceof Node.Scalar scalar && scalar.type() == Node.Type.BOOLEAN
                ? Optional.of(TRUE.contains(scalar.text().toLowerCase(Locale.ROOT)))
                : wrong("true or false", "");
    }

    <T> Optional<T> choice(Map<String, T> choices) {
        var given = string().map(Fields.Text::value);
        var choice = given.flatMap(word -> Optional.ofNullable(choices.get(word)));
        if (given.isPresent() && choice.isEmpty()) {
            // In an order of their own: that of a Map.of differs from run to run.
            var words = new TreeSet<>(choices.keySet());
            var message = "is " + given.get() + ", wanted " + String.join(" or ", words);
            report.problem(node.line(), path, message, Near.meant(given.get(), words));
        }
        return choice;
    }

    Optional<Fields> fields() {
        return node instanceof Node.Mapping inner
                ? Optional.of(new Fields(inner, path, report))
                : wrong("a mapping", "");
    }

    /// Each item of a list, as far as it is right.
    <T> List<T> each(Function<Value, Optional<T>> reader) {
        var all = new ArrayList<T>();
        switch (node) {
            case Node.Sequence(var items, _) -> {
                for (int i = 0; i < items.size(); i++) {
                    var item = new Value(path + "[" + i + "]", items.get(i), report);
                    reader.apply(item).ifPresent(all::add);
                }
            }
            case Node.Scalar _, Node.Mapping _ -> wrong("a list", "");
        }
        return all;
    }

    private <T> Optional<T> wrong(String wanted, String mend) {
        report.problem(node.line(), path, "is " + node.kind() + ", wanted " + wanted, mend);
        return Optional.empty();
    }
}
