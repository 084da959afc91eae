package dev.tideway.knlocal.catalogue;

import java.util.regex.Pattern;

/// Text that others wrote, made safe for a Markdown page.
final class Markdown {
    private static final Pattern MARKER = Pattern.compile("^(?:[#+=-]|\\d+[.)])");
    private static final Pattern TICKS = Pattern.compile("`+");

    private Markdown() {}

    /// As it is, in one line: nothing in it is Markdown or HTML, and it may stand in a table.
    static String text(String raw) {
        var line = oneLine(raw);
        var safe = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '\\', '`', '*', '[', ']', '|', '~', '$' -> safe.append('\\').append(c);
                case '_' -> safe.append(isInWord(line, i) ? "_" : "\\_");
                default -> safe.append(c);
            }
        }
        var marker = MARKER.matcher(safe);
        if (marker.find()) {
            safe.insert(marker.end() - 1, '\\');
        }
        return safe.toString();
    }

    /// A name, verbatim.
    static String code(String raw) {
        var line = oneLine(raw);
        var fence = "`".repeat(longest(line) + 1);
        var pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
        return fence + pad + line + pad + fence;
    }

    /// Markdown that is to stand in a table's cell.
    static String cell(String markdown) {
        return markdown.replaceAll("(?<!\\\\)\\|", "\\\\|").replace("\n", " ");
    }

    /// Several lines, verbatim.
    static String block(String language, String raw) {
        var fence = "`".repeat(Math.max(3, longest(raw) + 1));
        return fence + language + "\n" + raw.stripTrailing() + "\n" + fence;
    }

    private static int longest(String text) {
        return TICKS.matcher(text).results().mapToInt(it -> it.group().length()).max().orElse(0);
    }

    private static String oneLine(String raw) {
        return raw.strip().replaceAll("\\s+", " ");
    }

    /// Within a word an underline means nothing to Markdown.
    private static boolean isInWord(String line, int at) {
        return at > 0
                && at + 1 < line.length()
                && Character.isLetterOrDigit(line.charAt(at - 1))
                && Character.isLetterOrDigit(line.charAt(at + 1));
    }
}
