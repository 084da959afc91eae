package dev.tideway.knlocal.fault;

import dev.tideway.knlocal.manifest.Key;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/// A fault with its luck. Safe for any thread.
final class Rule {
    /// Of SplitMix: seeds that differ by it are as good as independent.
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final int number;
    private final Key function;
    private final Fault fault;
    private final long most;
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong struck = new AtomicLong();

    Rule(int number, Key function, Fault fault) {
        this.number = number;
        this.function = function;
        this.fault = fault;
        this.most = fault.count().isPresent() ? fault.count().getAsInt() : Long.MAX_VALUE;
    }

    Fault.Kind kind() {
        return fault.kind();
    }

    Key function() {
        return function;
    }

    int number() {
        return number;
    }

    /// Whether it strikes this attempt to deliver an event of that type.
    boolean strikes(String type) {
        return fault.type().map(type::equals).orElse(true)
                && isUnlucky(asked.getAndIncrement())
                && struck.getAndUpdate(before -> Math.min(before + 1, most)) < most;
    }

    private boolean isUnlucky(long attempt) {
        return new SplittableRandom(fault.seed() + attempt * GOLDEN).nextInt(100) < fault.percent();
    }

    boolean isOver() {
        return struck.get() >= most;
    }

    StandingFault standing() {
        return new StandingFault(number, function, fault, struck.get());
    }
}
