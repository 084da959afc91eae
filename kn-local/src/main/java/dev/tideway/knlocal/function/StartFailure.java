package dev.tideway.knlocal.function;

import java.util.List;

/// Why a function did not start.
///
/// @param reason one line, naming the thing, its place and the mend where one is known
/// @param lastLines what its log ends with; empty when no process was started
public record StartFailure(String reason, List<String> lastLines) {
    public StartFailure {
        lastLines = List.copyOf(lastLines);
    }

    public static StartFailure of(String reason) {
        return new StartFailure(reason, List.of());
    }

    /// The reason, and the log's last lines below it, indented.
    public String text() {
        var text = new StringBuilder(reason);
        lastLines.forEach(line -> text.append("\n    ").append(line));
        return text.toString();
    }
}
