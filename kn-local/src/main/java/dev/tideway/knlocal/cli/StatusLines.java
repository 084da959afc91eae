package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.status.BrokerStatus;
import dev.tideway.knlocal.status.ChannelStatus;
import dev.tideway.knlocal.status.FunctionStatus;
import dev.tideway.knlocal.status.SinkStatus;
import dev.tideway.knlocal.status.SourceStatus;
import dev.tideway.knlocal.status.Status;
import dev.tideway.knlocal.status.SubscriptionStatus;
import dev.tideway.knlocal.status.TriggerStatus;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A status as lines for a pipe: one per thing that has changed since the last, with the time before it.
final class StatusLines {
    private final Map<String, String> told = new HashMap<>(Map.of("faults", "none"));

    List<String> changes(Status status) {
        var lines = new ArrayList<String>();
        var at = status.at().truncatedTo(ChronoUnit.SECONDS) + " ";
        status.functions().forEach(f -> tell("function " + f.key(), of(f), at, lines));
        status.triggers().forEach(t -> tell("trigger " + t.key(), of(t), at, lines));
        status.brokers().forEach(b -> tell("broker " + b.key(), of(b), at, lines));
        status.subscriptions().forEach(s -> tell("subscription " + s.key(), of(s), at, lines));
        status.channels().forEach(c -> tell("channel " + c.key(), of(c), at, lines));
        status.sources().forEach(s -> tell("source " + s.key(), of(s), at, lines));
        status.sinks().forEach(s -> tell("sink " + s.key(), of(s), at, lines));
        tell("faults", faults(status), at, lines);
        return lines;
    }

    private static String faults(Status status) {
        return status.faults().stream()
                .map(it -> it.function() + " " + it.fault().words())
                .reduce((one, other) -> one + "; " + other)
                .orElse("none");
    }

    private void tell(String who, String what, String at, List<String> lines) {
        if (!what.equals(told.put(who, what))) {
            lines.add(at + who + ": " + what);
        }
    }

    private static String of(FunctionStatus f) {
        return "%s, %d/%d ready, %d in flight, %d queued%s"
                .formatted(
                        StatusTables.state(f.state()).text(),
                        f.ready(),
                        f.desired(),
                        f.inFlight(),
                        f.queued(),
                        reason(f.reason()));
    }

    private static String of(TriggerStatus t) {
        return "%s, %d delivered, %d retried, %d dead-lettered, %d to go%s"
                .formatted(
                        ready(t.ready()),
                        t.delivered(),
                        t.retried(),
                        t.deadLettered(),
                        t.lag(),
                        reason(t.reason()));
    }

    private static String of(BrokerStatus b) {
        return "%s, %d accepted, %d refused%s"
                .formatted(ready(b.ready()), b.accepted(), b.refused(), reason(b.reason()));
    }

    private static String of(SubscriptionStatus s) {
        return "%s, %d delivered, %d retried, %d dead-lettered, %d to go%s"
                .formatted(
                        ready(s.ready()),
                        s.delivered(),
                        s.retried(),
                        s.deadLettered(),
                        s.lag(),
                        reason(s.reason()));
    }

    private static String of(ChannelStatus c) {
        return "%s, %d accepted, %d refused%s"
                .formatted(ready(c.ready()), c.accepted(), c.refused(), reason(c.reason()));
    }

    private static String of(SourceStatus s) {
        return "%s %s, %d delivered, %d retried, %d lost%s"
                .formatted(
                        s.type(),
                        ready(s.ready()),
                        s.delivered(),
                        s.retried(),
                        s.lost(),
                        reason(s.reason()));
    }

    private static String of(SinkStatus s) {
        return "%s %s%s".formatted(s.type(), ready(s.ready()), reason(s.reason()));
    }

    private static String ready(boolean ready) {
        return ready ? "ready" : "not ready";
    }

    private static String reason(String reason) {
        return reason.isEmpty() ? "" : ": " + reason;
    }
}
