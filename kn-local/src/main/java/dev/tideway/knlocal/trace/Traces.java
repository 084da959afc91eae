package dev.tideway.knlocal.trace;

import dev.tideway.knlocal.event.Sampling;
import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.settings.Tracing;
import java.time.InstantSource;
import java.util.Optional;

/// Tells each step of each event as spans, when there is somebody to tell. Nothing of OpenTelemetry is loaded otherwise.
public final class Traces implements Journey, AutoCloseable {
    private final Sampling sampling;
    private final InstantSource clock;
    private final Optional<Outbox> outbox;

    private Traces(Sampling sampling, InstantSource clock, Optional<Outbox> outbox) {
        this.sampling = sampling;
        this.clock = clock;
        this.outbox = outbox;
    }

    public static Traces of(Optional<Tracing> tracing, InstantSource clock) {
        return new Traces(
                tracing.map(it -> new Sampling(it.parentBased(), it.ratio()))
                        .orElse(Sampling.NEVER),
                clock,
                tracing.map(it -> new Outbox(() -> Otlp.open(it), Tracing.shown(it.endpoint()))));
    }

    /// Of traces that begin in this runner.
    public Sampling sampling() {
        return sampling;
    }

    @Override
    public void record(Step step) {
        outbox.ifPresent(it -> Spans.of(clock.instant(), step).forEach(it::add));
    }

    /// How many spans were told until now; empty when there is nobody to tell.
    public Optional<Told> told() {
        return outbox.map(it -> new Told(it.exported(), it.dropped()));
    }

    /// Spans.
    ///
    /// @param dropped because nobody took them, or they were too many at once
    public record Told(long exported, long dropped) {}

    /// Sends what is left, for a few seconds at most.
    @Override
    public void close() {
        outbox.ifPresent(Outbox::close);
    }
}
