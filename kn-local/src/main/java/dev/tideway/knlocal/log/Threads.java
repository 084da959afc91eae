package dev.tideway.knlocal.log;

/// Waiting for this room's reader threads to end.
final class Threads {
    private Threads() {}

    /// Returns early, with the interrupt kept, when the caller is interrupted.
    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
