package dev.tideway.knlocal.activator;

import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;

/// Time and chance, which a test holds in its own hands.
record Instruments(
        LongSupplier nanos, InstantSource clock, Deadlines deadlines, IntUnaryOperator random) {
    static final Instruments REAL =
            new Instruments(
                    System::nanoTime,
                    InstantSource.system(),
                    Deadlines::byClock,
                    bound -> ThreadLocalRandom.current().nextInt(bound));
}
