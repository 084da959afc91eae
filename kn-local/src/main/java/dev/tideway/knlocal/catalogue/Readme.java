package dev.tideway.knlocal.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a function's README.md says that code cannot.
///
/// @param file from the project's folder
/// @param purpose its first sentence, in Markdown
/// @param queries the rows of its table of questions that it answers over HTTP, head included, in Markdown; empty when it has none
record Readme(Path file, String purpose, List<String> queries) {
    private static final String NAME = "README.md";
    private static final Pattern SENTENCE = Pattern.compile("^(.+?\\.)(?:\\s|$)", Pattern.DOTALL);

    static Optional<Readme> read(Path root, Path folder) throws IOException {
        var file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(file);
        return Optional.of(new Readme(root.relativize(file), purpose(lines), queries(lines)));
    }

    private static String purpose(List<String> lines) {
        var paragraph =
                String.join(
                        " ",
                        lines.stream()
                                .dropWhile(it -> it.isBlank() || it.startsWith("#"))
                                .takeWhile(it -> !it.isBlank())
                                .toList());
        var sentence = SENTENCE.matcher(paragraph);
        return sentence.find() ? sentence.group(1) : paragraph;
    }

    private static List<String> queries(List<String> lines) {
        return lines.stream()
                .dropWhile(it -> !it.startsWith("| question |"))
                .takeWhile(it -> it.startsWith("|"))
                .toList();
    }
}
