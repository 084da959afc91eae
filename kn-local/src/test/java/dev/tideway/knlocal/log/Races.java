package dev.tideway.knlocal.log;

/// What the race tests say in every interleaving; plain Java, as their explorer weaves what they call.
final class Races {
    private Races() {}

    static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalStateException(message);
        }
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
