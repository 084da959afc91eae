package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.cli.Table.Cell;
import dev.tideway.knlocal.cli.Table.Colour;
import dev.tideway.knlocal.status.Status;
import java.util.ArrayList;
import java.util.List;

/// Sources and sinks as tables, where there are some; sources with kn's columns and what became of their events. Pure.
record EndTables(Status status) {
    List<String> lines(boolean colours) {
        var lines = new ArrayList<String>();
        if (!status.sources().isEmpty()) {
            lines.add("");
            lines.addAll(sources().lines(colours));
        }
        if (!status.sinks().isEmpty()) {
            lines.add("");
            lines.addAll(sinks().lines(colours));
        }
        return lines;
    }

    private Table sources() {
        var table =
                new Table(
                        "SOURCE",
                        "TYPE",
                        "RESOURCE",
                        "SINK",
                        "DELIVERED",
                        "RETRIED",
                        "LOST",
                        "READY",
                        "REASON");
        for (var s : status.sources()) {
            table.add(
                    StatusTables.name(s.key()),
                    Cell.of(s.type()),
                    Cell.of(s.resource()),
                    Cell.of(s.sink()),
                    Cell.of(s.delivered()),
                    Cell.of(s.retried()),
                    StatusTables.count(s.lost(), Colour.RED),
                    StatusTables.ready(s.ready()),
                    Cell.of(s.reason()));
        }
        return table;
    }

    private Table sinks() {
        var table = new Table("SINK", "TYPE", "URL", "READY", "REASON");
        for (var s : status.sinks()) {
            table.add(
                    StatusTables.name(s.key()),
                    Cell.of(s.type()),
                    Cell.of(s.url()),
                    StatusTables.ready(s.ready()),
                    Cell.of(s.reason()));
        }
        return table;
    }
}
