package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.cli.Table.Cell;
import dev.tideway.knlocal.cli.Table.Colour;
import dev.tideway.knlocal.fault.StandingFault;
import java.util.List;

/// Faults on purpose as a table. Pure.
final class FaultTable {
    private FaultTable() {}

    static List<String> lines(List<StandingFault> faults, boolean colours) {
        var table = new Table("FAULT", "FUNCTION", "ON PURPOSE", "STRUCK", "LEFT", "SEED");
        for (var it : faults) {
            var count = it.fault().count();
            table.add(
                    Cell.of(it.number()),
                    StatusTables.name(it.function()),
                    new Cell(it.fault().words(), Colour.YELLOW),
                    Cell.of(it.struck()),
                    Cell.of(count.isPresent() ? Long.toString(count.getAsInt() - it.struck()) : ""),
                    Cell.of(it.fault().seed()));
        }
        return table.lines(colours);
    }
}
