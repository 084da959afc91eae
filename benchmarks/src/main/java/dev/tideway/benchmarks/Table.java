package dev.tideway.benchmarks;

import java.util.ArrayList;
import java.util.List;

/// The rows of docs/performance.md; each is also printed when it is there.
final class Table {
    private final List<String> rows = new ArrayList<>();

    void row(String what, String measured, String goal) {
        var row = "| " + what + " | " + measured + " | " + goal + " |";
        System.out.println(row);
        rows.add(row);
    }

    String markdown() {
        return "| what | measured | goal |\n| --- | --- | --- |\n" + String.join("\n", rows) + "\n";
    }
}
