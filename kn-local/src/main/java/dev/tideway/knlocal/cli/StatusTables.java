package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.cli.Table.Cell;
import dev.tideway.knlocal.cli.Table.Colour;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.status.FunctionStatus;
import dev.tideway.knlocal.status.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A status as tables with kn's column names; those of channels only where there are some. Pure.
record StatusTables(Status status) {
    private static final String DEFAULT_NAMESPACE = "default";

    List<String> lines(boolean colours) {
        var lines = new ArrayList<String>();
        lines.addAll(titled("Functions", FunctionTable.of(status), status.functions(), colours));
        var revisions = RevisionTable.lines(status.functions(), colours);
        if (!revisions.isEmpty()) {
            lines.add("");
            lines.addAll(revisions);
        }
        lines.add("");
        lines.addAll(titled("Triggers", triggers(), status.triggers(), colours));
        lines.add("");
        lines.addAll(titled("Brokers", brokers(), status.brokers(), colours));
        if (!status.channels().isEmpty()) {
            lines.add("");
            lines.addAll(titled("Subscriptions", subscriptions(), status.subscriptions(), colours));
            lines.add("");
            lines.addAll(channels().lines(colours));
        }
        lines.addAll(new EndTables(status).lines(colours));
        if (!status.faults().isEmpty()) {
            lines.add("");
            lines.addAll(FaultTable.lines(status.faults(), colours));
        }
        return lines;
    }

    private static List<String> titled(String title, Table table, List<?> items, boolean colours) {
        return items.isEmpty() ? List.of(title + ": none") : table.lines(colours);
    }

    private Table triggers() {
        var table =
                new Table(
                        "TRIGGER",
                        "BROKER",
                        "SUBSCRIBER",
                        "DELIVERED",
                        "RETRIED",
                        "DEAD-LETTERED",
                        "LAG",
                        "READY",
                        "REASON");
        for (var t : status.triggers()) {
            table.add(
                    name(t.key()),
                    name(t.broker()),
                    Cell.of(t.subscriber()),
                    Cell.of(t.delivered()),
                    Cell.of(t.retried()),
                    count(t.deadLettered(), Colour.RED),
                    count(t.lag(), Colour.YELLOW),
                    ready(t.ready()),
                    Cell.of(t.reason()));
        }
        return table;
    }

    private Table brokers() {
        var table = new Table("BROKER", "CLASS", "URL", "ACCEPTED", "REFUSED", "READY", "REASON");
        for (var b : status.brokers()) {
            table.add(
                    name(b.key()),
                    Cell.of(b.brokerClass()),
                    Cell.of(b.url()),
                    Cell.of(b.accepted()),
                    count(b.refused(), Colour.YELLOW),
                    ready(b.ready()),
                    Cell.of(b.reason()));
        }
        return table;
    }

    private Table subscriptions() {
        var table =
                new Table(
                        "SUBSCRIPTION",
                        "CHANNEL",
                        "SUBSCRIBER",
                        "REPLY",
                        "DELIVERED",
                        "RETRIED",
                        "DEAD-LETTERED",
                        "LAG",
                        "READY",
                        "REASON");
        for (var s : status.subscriptions()) {
            table.add(
                    name(s.key()),
                    name(s.channel()),
                    Cell.of(s.subscriber()),
                    Cell.of(s.reply()),
                    Cell.of(s.delivered()),
                    Cell.of(s.retried()),
                    count(s.deadLettered(), Colour.RED),
                    count(s.lag(), Colour.YELLOW),
                    ready(s.ready()),
                    Cell.of(s.reason()));
        }
        return table;
    }

    private Table channels() {
        var table = new Table("CHANNEL", "TYPE", "URL", "ACCEPTED", "REFUSED", "READY", "REASON");
        for (var c : status.channels()) {
            table.add(
                    name(c.key()),
                    Cell.of(c.type()),
                    Cell.of(c.url()),
                    Cell.of(c.accepted()),
                    count(c.refused(), Colour.YELLOW),
                    ready(c.ready()),
                    Cell.of(c.reason()));
        }
        return table;
    }

    /// The default namespace goes without saying, as with kn.
    static Cell name(Key key) {
        return Cell.of(key.namespace().equals(DEFAULT_NAMESPACE) ? key.name() : key.toString());
    }

    static Cell state(FunctionStatus.State state) {
        var colour =
                switch (state) {
                    case ZERO -> Colour.FAINT;
                    case STARTING, STOPPING -> Colour.YELLOW;
                    case READY -> Colour.GREEN;
                    case FAILED -> Colour.RED;
                };
        return new Cell(state.name().toLowerCase(Locale.ROOT), colour);
    }

    static Cell ready(boolean ready) {
        return ready ? new Cell("True", Colour.GREEN) : new Cell("False", Colour.RED);
    }

    static Cell count(long number, Colour unlessZero) {
        return new Cell(Long.toString(number), number == 0 ? Colour.NONE : unlessZero);
    }

    /// As kn writes an age: the two greatest units.
    static String age(Duration age) {
        if (age.toSeconds() < 60) {
            return Math.max(0, age.toSeconds()) + "s";
        }
        if (age.toMinutes() < 60) {
            return age.toMinutes() + "m" + age.toSecondsPart() + "s";
        }
        return age.toHours() < 24
                ? age.toHours() + "h" + age.toMinutesPart() + "m"
                : age.toDays() + "d" + age.toHoursPart() + "h";
    }
}
