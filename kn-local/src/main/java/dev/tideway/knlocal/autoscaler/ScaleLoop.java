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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at every function once a second, decides every two, as Knative's autoscaler does; and at once when the first
/// request comes to a function that has no instance. The only part with a clock.
public final class ScaleLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScaleLoop.class);
    private static final Duration SAMPLE = Duration.ofSeconds(1);
    private static final int SAMPLES_PER_DECISION = 2;

    private final InstantSource clock;
    private final int maxScaleLimit;
    private final Map<Key, Scaler> scalers = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /// A loop that stands still until it is started.
    ///
    /// @param maxScaleLimit for functions without a `max-scale`; 0 means no limit
    public ScaleLoop(InstantSource clock, int maxScaleLimit) {
        this.clock = clock;
        this.maxScaleLimit = maxScaleLimit;
    }

    /// Takes the function under control; starts instances at once where `min-scale` or `initial-scale` ask for some.
    public void add(FunctionSpec spec, Gate gate, Fleet fleet) {
        add(spec, Scaler.Senses.of(gate, fleet));
    }

    void add(FunctionSpec spec, Scaler.Senses senses) {
        var scaler = new Scaler(spec, maxScaleLimit, senses);
        scalers.put(spec.key(), scaler);
        scaler.decide(clock.instant());
    }

    /// A request waits and no instance takes it; for [Gate]. Does not block.
    public void poke(Key function) {
        var scaler = scalers.get(function);
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
        scalers.forEach((function, scaler) -> tick(function, scaler, decides, now));
    }

    private void tick(Key function, Scaler scaler, boolean decides, Instant now) {
        try {
            scaler.sample(now);
            if (decides && !closed) {
                scaler.decide(now);
            }
        } catch (RuntimeException e) {
            LOG.error("function {}: no scaling decision", function, e);
        }
    }

    /// The middle: so that a late or early sample still falls into its own one-second bucket.
    private Duration untilMiddleOfNextSecond() {
        var past = clock.millis() % SAMPLE.toMillis();
        var wait = SAMPLE.toMillis() / 2 - past;
        return Duration.ofMillis(wait > 0 ? wait : wait + SAMPLE.toMillis());
    }
}
