package dev.tideway.knlocal.activator;

import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/// Which instance gets the next request, as Knative's activator chooses it.
sealed interface Balancer {
    /// Empty when none has room. Called under the gate's lock.
    Optional<Slot> pick(List<Slot> slots);

    /// The choice for this concurrency.
    ///
    /// @param containerConcurrency requests an instance takes at once; 0 means no limit
    /// @param random a number from 0 to its argument, exclusive
    static Balancer of(int containerConcurrency, IntUnaryOperator random) {
        if (containerConcurrency == 0) {
            return new RandomOfTwo(random);
        }
        return containerConcurrency <= 3
                ? new FirstAvailable(containerConcurrency)
                : new RoundRobin(containerConcurrency);
    }

    /// The less busy one of two drawn at random.
    record RandomOfTwo(IntUnaryOperator random) implements Balancer {
        @Override
        public Optional<Slot> pick(List<Slot> slots) {
            if (slots.size() < 2) {
                return slots.stream().findFirst();
            }
            var first = random.applyAsInt(slots.size());
            var other = random.applyAsInt(slots.size() - 1);
            var a = slots.get(first);
            var b = slots.get(other < first ? other : other + 1);
            return Optional.of(a.inFlight() <= b.inFlight() ? a : b);
        }
    }

    record FirstAvailable(int limit) implements Balancer {
        @Override
        public Optional<Slot> pick(List<Slot> slots) {
            return slots.stream().filter(slot -> slot.inFlight() < limit).findFirst();
        }
    }

    final class RoundRobin implements Balancer {
        private final int limit;
        private int next;

        RoundRobin(int limit) {
            this.limit = limit;
        }

        @Override
        public Optional<Slot> pick(List<Slot> slots) {
            for (var tried = 0; tried < slots.size(); tried++) {
                var slot = slots.get(Math.floorMod(next++, slots.size()));
                if (slot.inFlight() < limit) {
                    return Optional.of(slot);
                }
            }
            return Optional.empty();
        }
    }
}
