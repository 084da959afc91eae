package dev.tideway.knlocal.domain;

import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.manifest.Problem;
import dev.tideway.knlocal.yaml.Documents;
import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `events/contexts/<name>.md`: YAML between two lines `---`, and under it text for people.
///
/// @param root files are named as seen from here
record ContextReader(Path root, List<Problem> problems) {
    private static final String FENCE = "---";
    private static final String MEND =
            "begin it with a line ---, then name, purpose, owner, functions, then a line ---";

    List<Context> all(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            var contexts = new ArrayList<Context>();
            for (var file : files.filter(it -> it.toString().endsWith(".md")).sorted().toList()) {
                read(file).ifPresent(contexts::add);
            }
            return contexts;
        }
    }

    private Optional<Context> read(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        var end = lines.isEmpty() ? -1 : lines.subList(1, lines.size()).indexOf(FENCE) + 1;
        if (end < 1 || !lines.getFirst().equals(FENCE)) {
            problem(file, 1, "", "has no front matter", MEND);
            return Optional.empty();
        }
        var documents = Documents.parse(String.join("\n", lines.subList(1, end)) + "\n", 2);
        documents.faults().forEach(it -> problem(file, it.line(), "", it.message(), ""));
        var prose = String.join("\n", lines.subList(end + 1, lines.size())).strip();
        return documents.nodes().stream()
                .findFirst()
                .flatMap(node ->
                        Fields.of(
                                node,
                                (line, key, message, mend) ->
                                        problem(file, line, key, message, mend)))
                .map(fields -> context(fields, file, prose));
    }

    private Context context(Fields fields, Path file, String prose) {
        var context =
                new Context(
                        text(fields, "name").orElse(nameOf(file)),
                        text(fields, "purpose").orElse(""),
                        text(fields, "owner").orElse(""),
                        fields.strings("functions").stream().map(Text::value).toList(),
                        texts(fields, "outside"),
                        texts(fields, "language"),
                        texts(fields, "flows"),
                        prose,
                        new Place(shown(file), fields.line()));
        fields.done();
        return context;
    }

    private static Optional<String> text(Fields fields, String key) {
        return fields.string(key).map(Text::value).map(String::strip);
    }

    private static Map<String, String> texts(Fields fields, String key) {
        var texts = new LinkedHashMap<String, String>();
        fields.fields(key)
                .ifPresent(
                        it -> it.strings().forEach((name, text) -> texts.put(name, text.value())));
        return texts;
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.md$", "");
    }

    private void problem(Path file, int line, String key, String message, String mend) {
        problems.add(new Problem(new Place(shown(file), line), key, message, mend));
    }

    private Path shown(Path file) {
        return file.startsWith(root) ? root.relativize(file) : file;
    }
}
