package dev.tideway.knlocal.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tideway.knlocal.cli.Table.Cell;
import dev.tideway.knlocal.cli.Table.Colour;
import dev.tideway.knlocal.cluster.ClusterStatus;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A cluster's status: the same tables as a runner's, with what a cluster knows and a runner does not.
final class ClusterView implements View<ClusterStatus> {
    private final Map<String, String> told = new HashMap<>();

    @Override
    public String json(ClusterStatus status) {
        var root =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("at", status.at().toString())
                        .put("namespace", status.namespace());
        var functions = root.putArray("functions");
        for (var f : status.functions()) {
            functions
                    .addObject()
                    .put("namespace", status.namespace())
                    .put("name", f.name())
                    .put("state", f.state().name())
                    .put("reason", f.reason())
                    .put("ready", f.ready())
                    .put("desired", f.desired())
                    .put("max", f.max())
                    .put("concurrency", f.concurrency())
                    .put("revisions", f.revisions());
        }
        var triggers = root.putArray("triggers");
        for (var t : status.triggers()) {
            triggers.addObject()
                    .put("name", t.name())
                    .put("broker", t.broker())
                    .put("subscriber", t.subscriber())
                    .put("ready", t.ready())
                    .put("reason", t.reason());
        }
        var brokers = root.putArray("brokers");
        for (var b : status.brokers()) {
            brokers.addObject()
                    .put("name", b.name())
                    .put("class", b.type())
                    .put("url", b.url())
                    .put("ready", b.ready())
                    .put("reason", b.reason());
        }
        return root.toPrettyString();
    }

    @Override
    public List<String> table(ClusterStatus status, boolean colours) {
        var lines = new ArrayList<String>();
        lines.addAll(titled("Functions", functions(status), status.functions(), colours));
        lines.add("");
        lines.addAll(titled("Triggers", triggers(status), status.triggers(), colours));
        lines.add("");
        lines.addAll(titled("Brokers", brokers(status), status.brokers(), colours));
        return lines;
    }

    private static List<String> titled(String title, Table table, List<?> items, boolean colours) {
        return items.isEmpty() ? List.of(title + ": none") : table.lines(colours);
    }

    private static Table functions(ClusterStatus status) {
        var table =
                new Table(
                        "FUNCTION", "STATE", "READY", "MAX", "CONCURRENCY", "REVISIONS", "REASON");
        for (var f : status.functions()) {
            table.add(
                    Cell.of(f.name()),
                    state(f.state()),
                    Cell.of(f.ready() + "/" + f.desired()),
                    Cell.of(f.max()),
                    Cell.of(f.concurrency()),
                    Cell.of(f.revisions()),
                    Cell.of(f.reason()));
        }
        return table;
    }

    private static Table triggers(ClusterStatus status) {
        var table = new Table("TRIGGER", "BROKER", "SUBSCRIBER", "READY", "REASON");
        for (var t : status.triggers()) {
            table.add(
                    Cell.of(t.name()),
                    Cell.of(t.broker()),
                    Cell.of(t.subscriber()),
                    ready(t.ready()),
                    Cell.of(t.reason()));
        }
        return table;
    }

    private static Table brokers(ClusterStatus status) {
        var table = new Table("BROKER", "CLASS", "URL", "READY", "REASON");
        for (var b : status.brokers()) {
            table.add(
                    Cell.of(b.name()),
                    Cell.of(b.type()),
                    Cell.of(b.url()),
                    ready(b.ready()),
                    Cell.of(b.reason()));
        }
        return table;
    }

    private static Cell state(ClusterStatus.State state) {
        var colour =
                switch (state) {
                    case ZERO -> Colour.FAINT;
                    case STARTING, STOPPING -> Colour.YELLOW;
                    case READY -> Colour.GREEN;
                    case FAILED -> Colour.RED;
                };
        return new Cell(state.name().toLowerCase(Locale.ROOT), colour);
    }

    private static Cell ready(boolean ready) {
        return ready ? new Cell("True", Colour.GREEN) : new Cell("False", Colour.RED);
    }

    @Override
    public List<String> changes(ClusterStatus status) {
        var lines = new ArrayList<String>();
        var at = status.at().truncatedTo(ChronoUnit.SECONDS) + " ";
        for (var f : status.functions()) {
            var what =
                    "%s, %d/%d ready, %s%s"
                            .formatted(
                                    state(f.state()).text(),
                                    f.ready(),
                                    f.desired(),
                                    f.revisions(),
                                    because(f.reason()));
            tell("function " + f.name(), what, at, lines);
        }
        status.triggers()
                .forEach(t -> tell("trigger " + t.name(), is(t.ready(), t.reason()), at, lines));
        status.brokers()
                .forEach(b -> tell("broker " + b.name(), is(b.ready(), b.reason()), at, lines));
        return lines;
    }

    private void tell(String who, String what, String at, List<String> lines) {
        if (!what.equals(told.put(who, what))) {
            lines.add(at + who + ": " + what);
        }
    }

    private static String is(boolean ready, String reason) {
        return (ready ? "ready" : "not ready") + because(reason);
    }

    private static String because(String reason) {
        return reason.isEmpty() ? "" : ": " + reason;
    }
}
