package dev.tideway.knlocal.wiring;

import dev.tideway.knlocal.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The lines of one item of a list, from its dash; a comment that follows belongs to what comes next.
///
/// @param end the first line after it; both count from 0
/// @param indent columns before the dash
record Block(int start, int end, int indent) {
    private static final Pattern DASH = Pattern.compile("( *)- +\\S.*");

    /// Empty when the items are not written one below the other, each behind a dash of its own.
    static Optional<List<Block>> of(List<String> lines, List<Node> items) {
        var blocks = new ArrayList<Block>();
        for (int i = 0; i < items.size(); i++) {
            var start = items.get(i).line() - 1;
            var dash = DASH.matcher(start < lines.size() ? lines.get(start) : "");
            if (!dash.matches() || !follows(blocks, start, dash.group(1).length())) {
                return Optional.empty();
            }
            var limit = i + 1 < items.size() ? items.get(i + 1).line() - 1 : lines.size();
            var indent = dash.group(1).length();
            blocks.add(new Block(start, end(lines, start + 1, limit, indent), indent));
        }
        return blocks.isEmpty() ? Optional.empty() : Optional.of(blocks);
    }

    private static boolean follows(List<Block> blocks, int start, int indent) {
        return blocks.isEmpty()
                || (start > blocks.getLast().start && indent == blocks.getLast().indent);
    }

    private static int end(List<String> lines, int first, int limit, int indent) {
        var end = first;
        for (int i = first; i < limit; i++) {
            var line = lines.get(i);
            if (indentation(line) > indent && !line.isBlank()) {
                end = i + 1;
            } else if (!line.isBlank() && !line.strip().startsWith("#")) {
                break;
            }
        }
        return end;
    }

    static int indentation(String line) {
        return line.length() - line.stripLeading().length();
    }

    List<String> in(List<String> lines) {
        return lines.subList(start, end);
    }
}
