package dev.tideway.knlocal.activator;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A request that waits for room.
final class Waiter {
    private final CompletableFuture<Lease> future = new CompletableFuture<>();

    private volatile @Nullable Gate gate;

    /// Whom it is to tell when it gives up.
    void waitsAt(Gate other) {
        gate = other;
    }

    CompletableFuture<Lease> future() {
        return future;
    }

    /// Who has cancelled or given up meanwhile does not get it: then the room is free again.
    void give(Lease lease) {
        if (!future.complete(lease)) {
            lease.close();
        }
    }

    void refuse(RefusedException why) {
        future.completeExceptionally(why);
    }

    void giveUpAfter(Duration maxWait, RefusedException why, Deadlines deadlines) {
        var cancelTimer = deadlines.after(maxWait, () -> refuse(why));
        var _ =
                future.whenComplete((_, refused) -> {
                    cancelTimer.run();
                    var waitsAt = gate;
                    if (refused != null && waitsAt != null) {
                        waitsAt.leave(this);
                    }
                });
    }
}
