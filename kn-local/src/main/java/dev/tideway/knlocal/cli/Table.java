package dev.tideway.knlocal.cli;

import java.util.ArrayList;
import java.util.List;

/// Rows under headings, each column as wide as its widest cell, as kn prints them. A column that is empty in every
/// row is left out.
final class Table {
    private static final String GAP = "   ";

    private final List<String> headings;
    private final List<List<Cell>> rows = new ArrayList<>();

    Table(String... headings) {
        this.headings = List.of(headings);
    }

    /// A text and the colour it has on a terminal.
    record Cell(String text, Colour colour) {
        static Cell of(Object value) {
            return new Cell(value.toString(), Colour.NONE);
        }
    }

    enum Colour {
        NONE(""),
        GREEN("\u001B[32m"),
        YELLOW("\u001B[33m"),
        RED("\u001B[31m"),
        FAINT("\u001B[2m");

        private final String start;

        Colour(String start) {
            this.start = start;
        }

        String paint(String text) {
            return this == NONE ? text : start + text + "\u001B[0m";
        }
    }

    void add(Cell... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(cells.length + " cells under " + headings);
        }
        rows.add(List.of(cells));
    }

    List<String> lines(boolean colours) {
        var lines = new ArrayList<String>();
        lines.add(line(headings.stream().map(Cell::of).toList(), false));
        rows.forEach(row -> lines.add(line(row, colours)));
        return lines;
    }

    private String line(List<Cell> cells, boolean colours) {
        var line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            var width = width(column);
            if (width > 0) {
                var cell = cells.get(column);
                line.append(colours ? cell.colour().paint(cell.text()) : cell.text())
                        .append(" ".repeat(width - cell.text().length()))
                        .append(GAP);
            }
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        var widest = rows.stream().mapToInt(row -> row.get(column).text().length()).max().orElse(1);
        return widest == 0 ? 0 : Math.max(widest, headings.get(column).length());
    }
}
