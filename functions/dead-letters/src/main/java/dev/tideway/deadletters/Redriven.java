package dev.tideway.deadletters;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What has come of a [RedriveRequest].
///
/// @param left how many of those that were meant were not tried: beyond the most, or after the sink had failed
/// @param letters those that were tried, in that order
public record Redriven(
        long redriven,
        long already,
        long failed,
        long unsure,
        long missing,
        long left,
        List<Tried> letters) {
    public Redriven {
        letters = List.copyOf(letters);
    }

    static Redriven of(List<Tried> tried, long left) {
        return new Redriven(
                count(tried, Outcome.REDRIVEN),
                count(tried, Outcome.ALREADY),
                count(tried, Outcome.FAILED),
                count(tried, Outcome.UNSURE),
                count(tried, Outcome.MISSING),
                left,
                tried);
    }

    private static long count(List<Tried> tried, Outcome outcome) {
        return tried.stream().filter(it -> it.outcome() == outcome).count();
    }

    /// Of one letter.
    ///
    /// @param why null when it is redriven
    public record Tried(long id, Outcome outcome, @Nullable String why) {}

    /// What has come of it.
    public enum Outcome {
        /// The sink has taken it.
        REDRIVEN,
        /// It was redriven before, or is being so: nothing was sent.
        ALREADY,
        /// The sink has surely not taken it: it waits as before.
        FAILED,
        /// Nobody knows whether the sink has taken it.
        UNSURE,
        /// There is no such letter.
        MISSING;

        /// As the table and the answers have it.
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
