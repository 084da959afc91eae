package dev.tideway.knlocal.catalogue;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A Markdown page on its way to a file.
final class Page {
    /// By its first lines a file is known to be written here.
    static final String MARK = "Written by `kn-local docs`";

    private static final Pattern LINK = Pattern.compile("\\]\\((?![a-z]+:|#|/)([^)\\s]+)\\)");

    private final Path file;
    private final StringBuilder text = new StringBuilder();

    /// @param file from the project's folder
    Page(Path file, String title) {
        this.file = file;
        text.append("<!-- ")
                .append(MARK)
                .append(" from code, manifests and events/: change those, not this. -->\n\n# ")
                .append(title)
                .append('\n');
    }

    Page paragraph(String markdown) {
        if (!markdown.isBlank()) {
            text.append('\n').append(markdown).append('\n');
        }
        return this;
    }

    Page heading(String title) {
        return paragraph("## " + title);
    }

    /// Leaves a table without rows out, and says so.
    Page table(List<String> header, List<List<String>> rows, String none) {
        if (rows.isEmpty()) {
            return paragraph(none);
        }
        return paragraph(
                row(header)
                        + row(header.stream().map(_ -> "---").toList())
                        + rows.stream()
                                .map(Page::row)
                                .collect(Collectors.joining())
                                .stripTrailing());
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(it -> it.isEmpty() ? " " : " " + Markdown.cell(it) + " ")
                .collect(Collectors.joining("|", "|", "|\n"));
    }

    Page mermaid(String diagram) {
        return paragraph(Markdown.block("mermaid", diagram));
    }

    /// To another file of the project.
    ///
    /// @param label Markdown
    String link(String label, Path target) {
        return "[" + label + "](" + address(target) + ")";
    }

    private String address(Path target) {
        var folder = file.getParent() == null ? Path.of("") : file.getParent();
        return folder.relativize(target).toString().replace('\\', '/').replace(" ", "%20");
    }

    /// Markdown from another file, with links that lead to the same places from here.
    String rebased(String markdown, Path from) {
        var folder = from.getParent() == null ? Path.of("") : from.getParent();
        return LINK.matcher(markdown)
                .replaceAll(it -> {
                    var parts = it.group(1).split("#", 2);
                    var target = folder.resolve(parts[0]).normalize();
                    var anchor = parts.length > 1 ? "#" + parts[1] : "";
                    return Matcher.quoteReplacement("](" + address(target) + anchor + ")");
                });
    }

    Path file() {
        return file;
    }

    String text() {
        return text.toString();
    }
}
