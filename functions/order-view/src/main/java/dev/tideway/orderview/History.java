package dev.tideway.orderview;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// Puts events in the order in which one led to the other.
///
/// Time alone will not do, for the clocks of several machines differ: an event never stands before
/// its cause, and none but the order's beginning stands before that. Among what is left to choose,
/// the earlier comes first.
final class History {
    private static final Comparator<Entry> BY_TIME =
            Comparator.comparing(Entry::time).thenComparing(Entry::source).thenComparing(Entry::id);

    private History() {}

    static List<Entry> causal(List<Entry> entries) {
        var waiting = new ArrayList<>(entries);
        waiting.sort(BY_TIME);
        var ordered = new ArrayList<Entry>(waiting.size());
        while (!waiting.isEmpty()) {
            // Events that name each other as their cause would never be free: then time decides.
            var next =
                    waiting.stream()
                            .filter(e -> isFree(e, waiting))
                            .findFirst()
                            .orElse(waiting.getFirst());
            waiting.remove(next);
            ordered.add(next);
        }
        return List.copyOf(ordered);
    }

    private static boolean isFree(Entry entry, List<Entry> waiting) {
        return waiting.stream().noneMatch(other -> precedes(other, entry));
    }

    private static boolean precedes(Entry other, Entry entry) {
        return !other.isSameEvent(entry)
                && (Objects.equals(other.id(), entry.causationid())
                        || (isBeginning(other) && !isBeginning(entry)));
    }

    private static boolean isBeginning(Entry entry) {
        return entry.type().equals(Kind.ORDER_PLACED.type());
    }
}
