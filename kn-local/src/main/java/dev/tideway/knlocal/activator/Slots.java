package dev.tideway.knlocal.activator;

import dev.tideway.knlocal.function.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The instances of one function: those that get requests, and those that only end theirs. Guarded by the gate's lock.
final class Slots {
    private final Balancer balancer;
    private final Map<Endpoint, Slot> all = new LinkedHashMap<>();
    private final List<Slot> routed = new ArrayList<>();

    Slots(Balancer balancer) {
        this.balancer = balancer;
    }

    void route(Endpoint instance) {
        var slot = all.computeIfAbsent(instance, Slot::new);
        if (!slot.routed()) {
            slot.route();
            routed.add(slot);
        }
    }

    CompletableFuture<Void> withdraw(Endpoint instance) {
        var slot = all.get(instance);
        if (slot == null) {
            return CompletableFuture.completedFuture(null);
        }
        routed.remove(slot);
        if (slot.inFlight() == 0) {
            all.remove(instance);
        }
        return slot.withdraw();
    }

    Optional<Slot> pick() {
        return balancer.pick(routed);
    }

    /// Whether the slot is done with; then its `idle` is to be completed.
    boolean give(Slot slot) {
        var last = slot.give();
        if (last) {
            all.remove(slot.endpoint());
        }
        return last;
    }

    int routed() {
        return routed.size();
    }

    int inFlight() {
        return all.values().stream().mapToInt(Slot::inFlight).sum();
    }

    int inFlight(Endpoint instance) {
        var slot = all.get(instance);
        return slot == null ? 0 : slot.inFlight();
    }
}
