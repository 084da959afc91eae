package dev.tideway.knlocal.activator;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/// The state of a gate: its instances, who waits, and what there was to do. Guarded by the gate's lock; calls nobody.
final class Room {
    private final Slots slots;
    private final int queueLimit;
    private final Refusal full;
    private final Meter meter;
    private final SequencedSet<Waiter> waiting = new LinkedHashSet<>();
    private Optional<Instant> lastRequest = Optional.empty();

    /// What becomes of all who come, once it takes none itself.
    private Optional<Admission> shut = Optional.empty();

    /// @param full what those are told who come when `queueLimit` wait
    Room(Slots slots, int queueLimit, Refusal full, Meter meter) {
        this.slots = slots;
        this.queueLimit = queueLimit;
        this.full = full;
        this.meter = meter;
    }

    /// What becomes of a request that comes.
    sealed interface Admission {
        record Go(Slot slot) implements Admission {}

        record Queued() implements Admission {}

        record SentOn(Gate successor) implements Admission {}

        record Refused(Refusal why) implements Admission {}
    }

    record Grant(Waiter to, Slot slot) {}

    Slots slots() {
        return slots;
    }

    Admission admit(Waiter waiter, Gate at, Instant now) {
        if (shut.isPresent()) {
            return shut.get();
        }
        lastRequest = Optional.of(now);
        var free = waiting.isEmpty() ? slots.pick() : Optional.<Slot>empty();
        if (free.isEmpty() && waiting.size() >= queueLimit) {
            return new Admission.Refused(full);
        }
        meter.arrived();
        if (free.isPresent()) {
            free.get().take();
            return new Admission.Go(free.get());
        }
        waiter.waitsAt(at);
        waiting.add(waiter);
        return new Admission.Queued();
    }

    /// The first who waits, if there is room for it.
    Optional<Grant> grant() {
        var free = waiting.isEmpty() ? Optional.<Slot>empty() : slots.pick();
        free.ifPresent(Slot::take);
        return free.map(slot -> new Grant(waiting.removeFirst(), slot));
    }

    /// Whether that was the last request of a withdrawn instance.
    boolean give(Slot slot) {
        meter.left();
        return slots.give(slot);
    }

    boolean leave(Waiter waiter) {
        var waited = waiting.remove(waiter);
        if (waited) {
            meter.left();
        }
        return waited;
    }

    /// Those that waited, who are none of its concern any more.
    List<Waiter> shut(Admission fate) {
        shut = Optional.of(fate);
        var all = List.copyOf(waiting);
        all.forEach(this::leave);
        return all;
    }

    boolean isStranded() {
        return slots.routed() == 0 && !waiting.isEmpty();
    }

    /// Those that wait while no instance takes any.
    List<Waiter> stranded() {
        return slots.routed() == 0 ? List.copyOf(waiting) : List.of();
    }

    Load drainLoad() {
        return meter.drain();
    }

    GateSnapshot snapshot() {
        return new GateSnapshot(slots.routed(), slots.inFlight(), waiting.size(), lastRequest);
    }
}
