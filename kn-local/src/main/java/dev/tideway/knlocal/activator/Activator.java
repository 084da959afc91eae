package dev.tideway.knlocal.activator;

import dev.tideway.knlocal.manifest.Key;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// The way from an address, a function's or one of its tags', to the [Gate] of a revision.
public final class Activator implements AutoCloseable {
    private final Map<Key, Split> splits = new ConcurrentHashMap<>();

    /// From now on requests to this address go there; those that wait already are none of its concern.
    public void route(Key address, Split split) {
        splits.put(address, split);
    }

    /// See [Gate#acquire]; refused with [Refusal.Unknown] when there is no such function.
    public CompletableFuture<Lease> acquire(Key address, Duration maxWait) {
        var split = splits.get(address);
        return split == null
                ? CompletableFuture.failedFuture(new RefusedException(new Refusal.Unknown(address)))
                : split.pick(Instruments.REAL.random()).acquire(maxWait);
    }

    /// As far as nothing but the function's own timeout bounds the wait.
    public CompletableFuture<Lease> acquire(Key address) {
        return acquire(address, Duration.ofDays(1));
    }

    /// Whether some instance takes requests to this address at the moment.
    public boolean awake(Key address) {
        var split = splits.get(address);
        return split != null
                && split.shares().stream().anyMatch(share -> share.gate().snapshot().ready() > 0);
    }

    /// Refuses all who wait and all who come; requests in flight go on.
    @Override
    public void close() {
        splits.values().forEach(split -> split.shares().forEach(share -> share.gate().close()));
    }
}
