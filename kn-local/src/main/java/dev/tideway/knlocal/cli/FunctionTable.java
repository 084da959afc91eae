package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.cli.Table.Cell;
import dev.tideway.knlocal.status.FunctionStatus;
import dev.tideway.knlocal.status.FunctionStatus.Times;
import dev.tideway.knlocal.status.Status;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// The functions of a status as a table; 100 characters wide with names of 17, but for the reasons.
final class FunctionTable {
    private static final double NANOS = 1e6;

    private FunctionTable() {}

    static Table of(Status status) {
        var table =
                new Table(
                        "FUNCTION",
                        "STATE",
                        "READY",
                        "IN FLIGHT",
                        "QUEUED",
                        "P50/P99 MS",
                        "LAST EVENT",
                        "COLD START",
                        "REASON");
        for (var f : status.functions()) {
            table.add(
                    StatusTables.name(f.key()),
                    StatusTables.state(f.state()),
                    Cell.of(f.ready() + "/" + f.desired()),
                    Cell.of(inFlight(f)),
                    Cell.of(f.queued()),
                    Cell.of(f.figures().requests().map(FunctionTable::latency).orElse("-")),
                    Cell.of(lastEvent(f, status)),
                    Cell.of(starts(f)),
                    Cell.of(f.reason()));
        }
        return table;
    }

    /// `3 of 10`: of what all ready instances are meant to have at once.
    private static String inFlight(FunctionStatus f) {
        var instances = Math.max(1, f.ready());
        return f.figures()
                .target()
                .map(target -> "%d of %s".formatted(f.inFlight(), whole(target * instances)))
                .orElse("" + f.inFlight());
    }

    private static String whole(double number) {
        return number == Math.rint(number)
                ? "%.0f".formatted(number)
                : String.format(Locale.ROOT, "%.1f", number);
    }

    private static String latency(Times times) {
        return millis(times.median()) + "/" + millis(times.p99());
    }

    /// Two digits that count.
    private static String millis(Duration duration) {
        var millis = duration.toNanos() / NANOS;
        return millis < 10 ? String.format(Locale.ROOT, "%.1f", millis) : "" + Math.round(millis);
    }

    private static String lastEvent(FunctionStatus f, Status status) {
        return f.lastEvent()
                .map(at -> StatusTables.age(Duration.between(at, status.at())))
                .orElse("-");
    }

    /// How many there were, and their median; of an older runner the last one alone.
    private static String starts(FunctionStatus f) {
        Optional<String> all =
                f.figures()
                        .starts()
                        .map(it -> "%d× %d ms".formatted(it.count(), it.median().toMillis()));
        return all.or(() -> f.coldStart().map(took -> took.toMillis() + " ms")).orElse("-");
    }
}
