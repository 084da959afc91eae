package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.cli.Table.Cell;
import dev.tideway.knlocal.status.FunctionStatus;
import java.util.List;

/// Who gets which part of the requests, of the functions that have more than one revision at the moment. Pure.
final class RevisionTable {
    private RevisionTable() {}

    /// Empty when there is no such function.
    static List<String> lines(List<FunctionStatus> functions, boolean colours) {
        var several = functions.stream().filter(it -> it.revisions().size() > 1).toList();
        var table = new Table("REVISION", "FUNCTION", "TRAFFIC", "TAGS", "READY");
        for (var function : several) {
            for (var it : function.revisions()) {
                table.add(
                        Cell.of(it.name()),
                        StatusTables.name(function.key()),
                        Cell.of(it.percent() + "%"),
                        Cell.of(String.join(",", it.tags())),
                        Cell.of(it.ready() + "/" + it.desired()));
            }
        }
        return several.isEmpty() ? List.of() : table.lines(colours);
    }
}
