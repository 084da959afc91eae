package dev.tideway.flowtest;

import dev.tideway.knlocal.journey.Step;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Waits for what becomes of the events that a test has sent. It waits no longer than the flow goes on: what has not come when
/// the flow is at rest does not come any more.
final class Watch {
    private final Runner runner;
    private final Set<String> roots = Collections.synchronizedSet(new LinkedHashSet<>());

    /// What is known of the flow.
    ///
    /// @param heard steps of any flow
    /// @param steps this flow's
    /// @param unfinished what is still to be done, in words
    record Moment(int heard, List<Step> steps, List<String> unfinished) {
        boolean isAtRest() {
            return unfinished.isEmpty();
        }
    }

    Watch(Runner runner) {
        this.runner = runner;
    }

    /// The flow begins, or goes on, with that event.
    void begin(String id) {
        roots.add(id);
    }

    /// In the order in which they were sent.
    List<String> roots() {
        synchronized (roots) {
            return List.copyOf(roots);
        }
    }

    Moment now() {
        var heard = runner.heard().steps();
        var steps = Family.of(roots(), heard);
        return new Moment(heard.size(), steps, Rest.unfinished(steps, runner.ways()));
    }

    /// What was looked for.
    ///
    /// @param what it is, for the message when it is not found: `no event …`
    /// @throws AssertionError when the flow is at rest or the time is up before it is found
    <T> T until(String what, Duration within, Function<Moment, Optional<T>> search) {
        return until(what, within, search, _ -> "");
    }

    /// The same.
    ///
    /// @param more what else to say when it is not found
    <T> T until(
            String what,
            Duration within,
            Function<Moment, Optional<T>> search,
            Function<Moment, String> more) {
        if (roots().isEmpty()) {
            throw new IllegalStateException(
                    "nothing has been sent yet, so nothing can be expected: flow.send(…) comes first");
        }
        long end = System.nanoTime() + within.toNanos();
        while (true) {
            var moment = now();
            var found = search.apply(moment);
            if (found.isPresent()) {
                return found.get();
            }
            if (moment.isAtRest()) {
                throw failure(
                        "%s came, and none will: the flow is at rest%s"
                                .formatted(what, more.apply(moment)));
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw failure(late(what, within, moment) + more.apply(moment));
            }
            awaitMore(moment, left);
        }
    }

    /// Waits for a step more.
    void awaitMore(Moment moment, long nanos) {
        if (!waits(moment, nanos)) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the flow went on");
        }
    }

    /// The same; false when it is interrupted.
    boolean waits(Moment moment, long nanos) {
        try {
            runner.heard().awaitMoreThan(moment.heard(), nanos);
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    static String late(String what, Duration within, Moment moment) {
        return "%s within %s s%s"
                .formatted(
                        what,
                        within.toMillis() / 1000.0,
                        moment.isAtRest()
                                ? ""
                                : "; the flow goes on:\n  "
                                        + String.join("\n  ", moment.unfinished()));
    }

    /// With the flow's journey.
    AssertionError failure(String what) {
        return new AssertionError(what + "\n\n" + Story.of(runner, roots()));
    }
}
