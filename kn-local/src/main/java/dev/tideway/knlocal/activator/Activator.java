package dev.tideway.knlocal.activator;

import dev.tideway.knlocal.manifest.Key;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Every function's [Gate], by name.
public final class Activator implements AutoCloseable {
    private final Map<Key, Gate> gates = new ConcurrentHashMap<>();

    public void add(Gate gate) {
        gates.put(gate.function(), gate);
    }

    /// See [Gate#acquire]; refused with [Refusal.Unknown] when there is no such function.
    public CompletableFuture<Lease> acquire(Key function, Duration maxWait) {
        var gate = gates.get(function);
        return gate == null
                ? CompletableFuture.failedFuture(
                        new RefusedException(new Refusal.Unknown(function)))
                : gate.acquire(maxWait);
    }

    public Optional<Gate> gate(Key function) {
        return Optional.ofNullable(gates.get(function));
    }

    public Collection<Gate> gates() {
        return gates.values();
    }

    /// Refuses all who wait and all who come; requests in flight go on.
    @Override
    public void close() {
        gates.values().forEach(Gate::close);
    }
}
