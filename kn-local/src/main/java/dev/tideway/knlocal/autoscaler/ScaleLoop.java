package dev.tideway.knlocal.autoscaler;

import dev.tideway.knlocal.activator.Gate;
import dev.tideway.knlocal.function.Fleet;
import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at every revision once a second, decides every two, as Knative's autoscaler does; and at once when the first
/// request comes to a revision that has no instance. The only part with a clock.
public final class ScaleLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScaleLoop.class);
    private static final Duration SAMPLE = Duration.ofSeconds(1);
    private static final int SAMPLES_PER_DECISION = 2;

    private final InstantSource clock;
    private final Map<Key, Scaler> scalers = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /// A loop that stands still until it is started.
    public ScaleLoop(InstantSource clock) {
        this.clock = clock;
    }

    /// Takes the revision under control; starts instances at once where `min-scale` or `initial-scale` ask for some.
    ///
    /// @param reachable whether any address leads to it
    public void add(
            Key revision, FunctionSpec spec, Gate gate, Fleet fleet, BooleanSupplier reachable) {
        add(revision, spec, Scaler.Senses.of(gate, fleet, reachable));
    }

    void add(Key revision, FunctionSpec spec, Scaler.Senses senses) {
        var scaler = new Scaler(spec, senses, clock.instant());
        scalers.put(revision, scaler);
        scaler.decide(clock.instant());
    }

    /// Leaves it as it is from now on; when this returns, no decision about it is under way.
    public void remove(Key revision) {
        var scaler = scalers.remove(revision);
        if (scaler != null) {
            scaler.letGo();
        }
    }

    /// A request waits and no instance takes it; for [Gate]. Does not block.
    public void poke(Key revision) {
        var scaler = scalers.get(revision);
        if (scaler != null && !closed) {
            scaler.poke(clock.instant());
        }
    }

    public void start() {
        Thread.ofVirtual().name("autoscaler").start(this::run);
    }

    /// No instance is started or stopped by it any more.
    @Override
    public void close() {
        closed = true;
    }

    private void run() {
        try {
            for (var samples = 1; !closed; samples++) {
                Thread.sleep(untilMiddleOfNextSecond());
                tick(samples % SAMPLES_PER_DECISION == 0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void tick(boolean decides) {
        var now = clock.instant();
        scalers.forEach((revision, scaler) -> tick(revision, scaler, decides, now));
    }

    private void tick(Key revision, Scaler scaler, boolean decides, Instant now) {
        try {
            scaler.sample(now);
            if (decides && !closed) {
                scaler.decide(now);
            }
        } catch (RuntimeException e) {
            LOG.error("revision {}: no scaling decision", revision, e);
        }
    }

    /// The middle: so that a late or early sample still falls into its own one-second bucket.
    private Duration untilMiddleOfNextSecond() {
        var past = clock.millis() % SAMPLE.toMillis();
        var wait = SAMPLE.toMillis() / 2 - past;
        return Duration.ofMillis(wait > 0 ? wait : wait + SAMPLE.toMillis());
    }
}
