package dev.tideway.knlocal.fuzz;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// How many inputs, from which seed. Each input is made from the seed and its own number alone, so that
/// `-Dfuzz.seed=… -Dfuzz.first=… -Dfuzz.inputs=1` makes any of them again.
record Fuzz(long seed, long first, long inputs) {
    private static final long ORDINARILY = 20_000;

    static Fuzz of(String what) {
        var fuzz =
                new Fuzz(
                        Long.getLong("fuzz.seed", System.nanoTime()),
                        Long.getLong("fuzz.first", 0),
                        Long.getLong("fuzz.inputs", ORDINARILY));
        System.out.printf("%s: %d inputs, -Dfuzz.seed=%d%n", what, fuzz.inputs(), fuzz.seed());
        return fuzz;
    }

    /// What is made of input number `input` is made of these choices.
    Choices choices(long input) {
        return new Choices(seed * 0x9E3779B97F4A7C15L + input);
    }

    /// For the message of a failure.
    String again(long input) {
        return "again: -Dfuzz.seed=%d -Dfuzz.first=%d -Dfuzz.inputs=1".formatted(seed, input);
    }

    /// Tries the inputs of one worker, one after the other.
    @FunctionalInterface
    interface Worker {
        void run(long from, long to) throws Exception;
    }

    /// A worker makes a connection, a folder or the like of its own.
    @FunctionalInterface
    interface Hire {
        Worker worker(int number) throws Exception;
    }

    /// Returns when all inputs are through; throws what the first worker threw.
    void run(int workers, Hire hire) throws Exception {
        try (var threads = Executors.newFixedThreadPool(workers)) {
            var shares =
                    IntStream.range(0, workers)
                            .<Callable<Void>>mapToObj(number -> () -> share(number, workers, hire))
                            .toList();
            for (var share : threads.invokeAll(shares)) {
                share.get();
            }
        }
    }

    private Void share(int number, int workers, Hire hire) throws Exception {
        hire.worker(number)
                .run(first + inputs * number / workers, first + inputs * (number + 1) / workers);
        return null;
    }
}
