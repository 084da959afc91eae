package dev.tideway.knlocal.activator;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A request that waits for room.
final class Waiter {
    private final CompletableFuture<Lease> future = new CompletableFuture<>();

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

    /// @param leave called when it is refused or cancelled
    void giveUpAfter(Duration maxWait, RefusedException why, Deadlines deadlines, Runnable leave) {
        var cancelTimer = deadlines.after(maxWait, () -> refuse(why));
        var _ =
                future.whenComplete((_, refused) -> {
                    cancelTimer.run();
                    if (refused != null) {
                        leave.run();
                    }
                });
    }
}
