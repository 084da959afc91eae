package dev.tideway.knlocal.check;

import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.manifest.Problem;
import dev.tideway.knlocal.yaml.Documents;
import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import dev.tideway.knlocal.yaml.Near;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `check.allow` of kn-local.yaml: a list of `{rule, about, reason}`.
final class AllowedReader {
    private final Path name;
    private final List<String> rules;
    private final List<Problem> problems;

    /// @param name the file as messages show it
    AllowedReader(Path name, List<String> rules, List<Problem> problems) {
        this.name = name;
        this.rules = rules;
        this.problems = problems;
    }

    /// A file that is not there allows nothing.
    List<Allowed> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        var allowed = new ArrayList<Allowed>();
        Documents.parse(Files.readString(file)).nodes().stream()
                .findFirst()
                .flatMap(node -> Fields.of(node, this::problem))
                .flatMap(it -> it.fields("check"))
                .ifPresent(check -> {
                    check.list("allow").forEach(it -> entry(it).ifPresent(allowed::add));
                    check.done();
                });
        return allowed;
    }

    private Optional<Allowed> entry(Fields fields) {
        var rule = fields.required("rule").map(Text::value);
        var about = fields.required("about").map(Text::value);
        var reason = fields.required("reason").map(Text::value).filter(it -> !it.isBlank());
        fields.done();
        if (rule.isPresent() && !rules.contains(rule.get())) {
            fields.problem(
                    "rule",
                    "is " + rule.get() + ", which is no rule",
                    Near.meant(rule.get(), rules));
            return Optional.empty();
        }
        return rule.isEmpty() || about.isEmpty() || reason.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Allowed(
                                rule.get(),
                                about.get(),
                                reason.get(),
                                new Place(name, fields.line())));
    }

    private void problem(int line, String key, String message, String mend) {
        problems.add(new Problem(new Place(name, line), key, message, mend));
    }
}
