package dev.tideway.knlocal;

import dev.tideway.knlocal.journey.Counts;
import dev.tideway.knlocal.journey.EventTypes;
import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.journey.JourneyLog;
import dev.tideway.knlocal.journey.Journeys;
import dev.tideway.knlocal.metrics.Timings;
import java.time.InstantSource;

/// What a runner keeps in memory of the events' steps.
record Tallies(Counts counts, EventTypes eventTypes, Timings timings) {
    Tallies() {
        this(new Counts(), new EventTypes(InstantSource.system()), new Timings());
    }

    /// Where every step is told: to these, to the log and to what is kept on disk.
    Journey journey(Journeys kept) {
        return Journey.of(
                counts, eventTypes, timings, new JourneyLog(InstantSource.system()), kept);
    }
}
