package dev.tideway.knlocal.revision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How the requests for the latest revision move to it from those before: 1 % at first, then in equal steps, as a pure
/// function of the time. Knative's `rollout.go`.
///
/// @param shares oldest first, the latest last; those before it have some
/// @param steps empty while nothing moves
record GradualRollout(List<Share> shares, Optional<Steps> steps) {
    /// What Knative takes the move of the first percent for that took less: here it takes no time at all.
    private static final long FIRST_STEP_SECONDS = 1;

    /// @param percent of all requests to the address
    record Share(String revision, int percent) {}

    /// @param size in percent
    /// @param next when the next one is due
    record Steps(int size, Duration every, Instant next) {
        /// Of what is left when 1 % has moved.
        static Steps of(int percent, Duration duration, Instant now) {
            var left = percent - 1;
            var seconds = Math.max(1, duration.toSeconds() - FIRST_STEP_SECONDS);
            var count = Math.min(seconds / FIRST_STEP_SECONDS, left);
            var every = Duration.ofSeconds(seconds).dividedBy(count);
            var size = Math.toIntExact(Math.round((double) left / count));
            return new Steps(size, every, now.plus(every));
        }
    }

    GradualRollout {
        shares = List.copyOf(shares);
    }

    /// All to one revision.
    static GradualRollout over(String revision, int percent) {
        return new GradualRollout(List.of(new Share(revision, percent)), Optional.empty());
    }

    int percent() {
        return shares.stream().mapToInt(Share::percent).sum();
    }

    /// Towards a newer revision, also while the requests still move to the latest: that one gives the first percent, and
    /// will be the first to have none. One percent does not move gradually.
    GradualRollout to(String next, Duration duration, Instant now) {
        if (percent() <= 1) {
            return over(next, percent());
        }
        var moved = taken(shares, 1);
        moved.add(new Share(next, 1));
        return new GradualRollout(moved, Optional.of(Steps.of(percent(), duration, now)));
    }

    /// As it is at that time; one step at the most, however late it is.
    GradualRollout at(Instant now) {
        return steps.filter(it -> !now.isBefore(it.next())).map(it -> step(it, now)).orElse(this);
    }

    private GradualRollout step(Steps by, Instant now) {
        var latest = shares.getLast();
        var moved = taken(shares.subList(0, shares.size() - 1), by.size());
        if (moved.isEmpty()) {
            return over(latest.revision(), percent());
        }
        moved.add(new Share(latest.revision(), latest.percent() + by.size()));
        var next = new Steps(by.size(), by.every(), now.plus(by.every()));
        return new GradualRollout(moved, Optional.of(next));
    }

    /// Without that many percent, the newest first; who has none left is left out.
    private static List<Share> taken(List<Share> from, int percent) {
        var left = new ArrayList<Share>();
        var missing = percent;
        for (var share : from.reversed()) {
            var taken = Math.min(missing, share.percent());
            missing -= taken;
            if (share.percent() > taken) {
                left.addFirst(new Share(share.revision(), share.percent() - taken));
            }
        }
        return left;
    }
}
