package dev.tideway.knlocal.scaffold;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The tables of a page, by their rows.
final class Tables {
    private Tables() {}

    /// With a row after the last one that begins like it; a page without such a table stays as it is.
    static String add(String page, Pattern alike, String row) {
        var lines = lines(page);
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (alike.matcher(lines.get(i)).lookingAt()) {
                lines.add(i + 1, row);
                break;
            }
        }
        return String.join("\n", lines);
    }

    /// With one more name in the last cell of the first row that begins with that word.
    static String addToLastCell(String page, String word, String name) {
        var lines = lines(page);
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (line.startsWith("| `" + word + "` |")) {
                var cells = line.substring(0, line.lastIndexOf('|')).stripTrailing();
                lines.set(i, cells + (cells.endsWith("|") ? " " : ", ") + name + " |");
                break;
            }
        }
        return String.join("\n", lines);
    }

    private static List<String> lines(String page) {
        return new ArrayList<>(List.of(page.split("\n", -1)));
    }
}
