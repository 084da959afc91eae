package dev.tideway.knlocal.torture;

import dev.tideway.knlocal.torture.Autopsy.Entry;
import dev.tideway.knlocal.torture.Line.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Compares what the instances noted with what Kafka has, each time a runner has ended. Keeps what is broken.
final class Verdict {
    private final List<String> broken = new ArrayList<>();
    private @Nullable Autopsy before;
    private int read;

    List<String> broken() {
        return List.copyOf(broken);
    }

    /// @param lines all there are, from the first runner on
    void afterEnd(Autopsy now, List<Line> lines) {
        var finished = finished(lines, Set.of());
        for (var trigger : Autopsy.TRIGGERS) {
            for (int partition = 0; partition < Autopsy.PARTITIONS; partition++) {
                passedUnfinished(now, trigger, partition, finished);
                if (!trigger.equals("unordered")) {
                    outOfOrder(now, trigger, partition, lines);
                }
            }
        }
        before = now;
        read = lines.size();
    }

    /// No place is past an event that is neither taken nor buried, nor past one whose answer is not in the log.
    private void passedUnfinished(Autopsy now, String trigger, int partition, Set<Place> finished) {
        for (var event : now.wanted(trigger, partition)) {
            boolean passed = event.offset() < now.place(trigger, partition);
            var where = new Place(trigger, partition, event.offset());
            if (passed && !finished.contains(where)) {
                broken.add("the place of " + where + " is past it, but it is not finished");
            }
            boolean answered = trigger.equals("ordered") && event.id().endsWith("5");
            if (passed && answered && !now.has("r-" + event.id(), World.REPLY)) {
                broken.add(
                        "the place of " + where + " is past it, but its reply is not in the log");
            }
        }
    }

    /// What one runner delivered: it begins at the place that the one before had committed; then comes the same event
    /// again, or the next one when this one is finished.
    private void outOfOrder(Autopsy now, String trigger, int partition, List<Line> lines) {
        var wanted = now.wanted(trigger, partition);
        var mine =
                lines.subList(read, lines.size()).stream()
                        .filter(it -> it.trigger().equals(trigger) && it.partition() == partition)
                        .toList();
        long from = before == null ? 0 : before.place(trigger, partition);
        var expected = next(wanted, from);
        boolean open = false;
        long current = -1;
        for (var line : mine) {
            boolean again = line.offset() == current;
            boolean next = !open && expected.filter(it -> it.offset() == line.offset()).isPresent();
            if (!again && !next) {
                broken.add(
                        line
                                + " came after offset "
                                + current
                                + (open ? " (unfinished)" : "")
                                + ", expected "
                                + expected);
            }
            open = !line.finished() && !(again && !open);
            current = line.offset();
            expected = next(wanted, current + 1);
        }
    }

    private static Optional<Entry> next(List<Entry> wanted, long from) {
        return wanted.stream().filter(it -> it.offset() >= from).findFirst();
    }

    /// After an orderly stop an ordered trigger does not deliver again what it has delivered: what was on its way has
    /// been waited for, and the place remembered after it.
    ///
    /// @param killed instances that may have died before their answer arrived
    void afterStop(Autopsy now, List<Line> lines, Set<Long> killed) {
        var finished = finished(lines.subList(read, lines.size()), killed);
        for (var where : finished) {
            if (!where.trigger().equals("unordered")
                    && where.offset() >= now.place(where.trigger(), where.partition())) {
                broken.add(
                        where + " is finished, but the place after an orderly stop is not past it");
            }
        }
    }

    /// Nothing is left to do.
    void atTheEnd(Autopsy now, List<Line> lines) {
        var finished = finished(lines, Set.of());
        for (var trigger : Autopsy.TRIGGERS) {
            for (int partition = 0; partition < Autopsy.PARTITIONS; partition++) {
                for (var event : now.wanted(trigger, partition)) {
                    var where = new Place(trigger, partition, event.offset());
                    if (!finished.contains(where)) {
                        broken.add(where + ", " + event.id() + ", was never finished");
                    }
                }
            }
        }
    }

    /// Whatever was answered 202 was taken from each trigger, or buried; and so were the answers to it.
    void allAccountedFor(List<String> accepted, List<Line> lines) {
        var seen =
                lines.stream()
                        .filter(Line::finished)
                        .map(it -> it.trigger() + " " + it.id())
                        .collect(Collectors.toCollection(HashSet::new));
        for (var id : accepted) {
            for (var trigger : List.of("ordered", "unordered")) {
                missing(trigger, id, seen);
            }
            if (id.endsWith("5")) {
                missing("tail", "r-" + id, seen);
            }
        }
    }

    private void missing(String trigger, String id, Set<String> seen) {
        if (!seen.contains(trigger + " " + id)) {
            broken.add(id + " was accepted, but " + trigger + " never had it, nor is it buried");
        }
    }

    private static Set<Place> finished(List<Line> lines, Set<Long> killed) {
        return lines.stream()
                .filter(it -> it.finished() && !killed.contains(it.pid()))
                .map(Line::place)
                .collect(Collectors.toSet());
    }
}
