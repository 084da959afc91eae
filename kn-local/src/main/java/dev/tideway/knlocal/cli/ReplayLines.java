package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.status.ReplayStatus;
import dev.tideway.knlocal.status.ReplayStatus.Match;
import java.util.ArrayList;
import java.util.List;

/// A replay in words: how far it is, in place on a terminal, and what has come of it.
final class ReplayLines {
    private static final String CLEAR_LINE = "\r\u001B[K";

    private final Io io;
    private boolean shown;

    ReplayLines(Io io) {
        this.io = io;
    }

    /// Nothing but on a terminal.
    void show(ReplayStatus status) {
        if (io.screen().terminal()) {
            io.err().print(CLEAR_LINE + progress(status));
            io.err().flush();
            shown = true;
        }
    }

    void end() {
        if (shown) {
            io.err().print(CLEAR_LINE);
            io.err().flush();
        }
    }

    private static String progress(ReplayStatus it) {
        return "replay %s: %d of %d read, %d wanted, %d delivered, %d failed"
                .formatted(
                        it.id(),
                        it.events(),
                        it.length(),
                        it.matched(),
                        it.delivered(),
                        it.failed());
    }

    List<String> of(ReplayStatus it) {
        var lines = new ArrayList<String>();
        it.matches().forEach(match -> lines.add(line(match)));
        if (it.dryRun() && it.more()) {
            lines.add("… and %d more".formatted(it.matched() - it.matches().size()));
        }
        lines.add(
                it.dryRun()
                        ? "%d events in the range, trigger %s would get %d; nothing was delivered"
                                .formatted(it.events(), it.trigger(), it.matched())
                        : "%d events in the range, trigger %s wants %d: %d delivered, %d failed (replay %s)"
                                .formatted(
                                        it.events(),
                                        it.trigger(),
                                        it.matched(),
                                        it.delivered(),
                                        it.failed(),
                                        it.id()));
        if (it.state().equals("STOPPED")) {
            lines.add(
                    "it was stopped: %d of %d places of the log read, %d events that it had begun with not delivered"
                            .formatted(it.events(), it.length(), it.left()));
        }
        if (!it.why().isEmpty()) {
            lines.add("it failed: " + it.why());
        }
        if (it.failed() > 0) {
            lines.add("what failed is in the dead letters, or lost: kn-local trace ID says which");
        }
        return lines;
    }

    private static String line(Match match) {
        return "partition %d offset %d  %s  %s  from %s%s"
                .formatted(
                        match.partition(),
                        match.offset(),
                        match.type(),
                        match.id(),
                        match.source(),
                        match.subject().isEmpty() ? "" : "  about " + match.subject());
    }
}
