package dev.tideway.knlocal;

import dev.tideway.knlocal.function.FunctionSettings;
import dev.tideway.knlocal.function.Host;
import dev.tideway.knlocal.journey.Counts;
import dev.tideway.knlocal.journey.EventTypes;
import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.journey.JourneyLog;
import dev.tideway.knlocal.journey.Journeys;
import dev.tideway.knlocal.metrics.Timings;
import dev.tideway.knlocal.process.Leash;
import dev.tideway.knlocal.settings.Settings;
import dev.tideway.knlocal.trace.Traces;
import java.time.InstantSource;

/// What a runner keeps in memory of the events' steps, and what it tells of them as traces.
///
/// @param listener whoever started the runner and wants to be told of them too
record Tallies(
        Counts counts, EventTypes eventTypes, Timings timings, Traces traces, Journey listener) {
    Tallies(Settings settings, Journey listener) {
        this(
                new Counts(),
                new EventTypes(InstantSource.system()),
                new Timings(),
                Traces.of(settings.tracing(), InstantSource.system()),
                listener);
    }

    /// A machine that tells them how long functions take.
    Host host(Leash leash, FunctionSettings settings) {
        return new Host(leash, settings, timings::started, timings::worked);
    }

    /// Where every step is told: to these, to the log and to what is kept on disk.
    Journey journey(Journeys kept) {
        return Journey.of(
                counts,
                eventTypes,
                timings,
                traces,
                new JourneyLog(InstantSource.system()),
                kept,
                listener);
    }
}
