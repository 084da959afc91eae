package dev.tideway.knlocal.event;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Through which triggers' replies an event has come to be. Beside the event, not in it: nobody who gets the event sees
/// this, so that it gets as far as replies go and no further.
///
/// @param hops how many replies; 0 for an event that was posted
/// @param latest the triggers whose replies they were, `namespace/name`, the latest last: of a long chain only its end
public record Chain(int hops, List<String> latest) {
    public static final Chain NONE = new Chain(0, List.of());

    /// Loops of more triggers than half of this are stopped like others, but cannot be named.
    private static final int MOST = 16;

    /// The header that carries a sealed one.
    public static final String HEADER = "Kn-Local-Chain";

    /// Before the name of a Subscription; a Trigger's stands alone.
    public static final String SUBSCRIPTION = "subscription:";

    private static final String SEAL = UUID.randomUUID() + " ";

    public Chain {
        latest = List.copyOf(latest);
    }

    /// Of a reply to the event, as that trigger's subscriber gave it.
    public Chain through(String trigger) {
        var kept = latest.size() < MOST ? latest : latest.subList(1, latest.size());
        return new Chain(hops + 1, Stream.concat(kept.stream(), Stream.of(trigger)).toList());
    }

    /// As it is kept in a log.
    public String text() {
        return hops + " " + String.join(" ", latest);
    }

    /// As it is sent to this runner's own port, with a word that nobody else knows: no function gets to see it, and nobody can
    /// make one up.
    public String sealed() {
        return SEAL + text();
    }

    /// Of such a text, or none.
    public static Chain unsealed(@Nullable String text) {
        return text != null && text.startsWith(SEAL) ? of(text.substring(SEAL.length())) : NONE;
    }

    /// Of such a text. What somebody else may have written there is no chain.
    public static Chain of(String text) {
        var words = List.of(text.split(" ", -1));
        try {
            var hops = Integer.parseInt(words.getFirst());
            var latest = words.subList(1, words.size());
            return hops > 0 && latest.size() <= MOST ? new Chain(hops, latest) : NONE;
        } catch (NumberFormatException _) {
            return NONE;
        }
    }

    /// Why it is broken off, for people: the triggers of the loop, if it is one.
    public String whenBrokenOff(int afterHops) {
        var loop = loop();
        var what =
                switch (loop.size()) {
                    case 0 -> "a reply to a reply, by triggers " + arrows(latest) + " at last";
                    case 1 -> "a reply loop of " + one(loop.getFirst());
                    default -> "a reply loop of triggers " + arrows(loop);
                };
        return "%s, stopped after %d hops".formatted(what, afterHops);
    }

    private static String one(String name) {
        return name.startsWith(SUBSCRIPTION) ? name.replace(':', ' ') : "trigger " + name;
    }

    private static String arrows(List<String> triggers) {
        return String.join(" -> ", triggers);
    }

    /// What goes round and round, whichever trigger was the latest; empty when none was there twice.
    private List<String> loop() {
        var round = period();
        var loop = latest.subList(latest.size() - round, latest.size());
        return IntStream.range(0, round)
                .mapToObj(first -> turned(loop, first))
                .min(Comparator.comparing(Chain::arrows))
                .orElse(List.of());
    }

    /// After how many hops the latest triggers come again: all of a round, or else the latest one.
    private int period() {
        var size = latest.size();
        for (int round = 1; 2 * round <= size; round++) {
            var once = latest.subList(size - 2 * round, size - round);
            if (once.equals(latest.subList(size - round, size))) {
                return round;
            }
        }
        var before = size < 2 ? -1 : latest.subList(0, size - 1).lastIndexOf(latest.getLast());
        return before < 0 ? 0 : size - 1 - before;
    }

    private static List<String> turned(List<String> loop, int first) {
        return Stream.concat(
                        loop.subList(first, loop.size()).stream(), loop.subList(0, first).stream())
                .toList();
    }
}
