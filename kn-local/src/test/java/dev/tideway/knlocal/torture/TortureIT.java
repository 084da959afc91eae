package dev.tideway.knlocal.torture;

import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// kill -9 under load, again and again: of functions, of the runner, of a Kafka of the user's own. Each round prints its
/// seed; `-Dtorture.seed=…` plays it again, `-Dtorture.rounds=…` plays so many from there.
@DisplayName("Under torture")
class TortureIT {
    private static final int ORDINARILY = 5;

    @TempDir Path folder;

    static LongStream seeds() {
        long first = Long.getLong("torture.seed", System.nanoTime());
        int again = Long.getLong("torture.seed") == null ? ORDINARILY : 1;
        return LongStream.range(first, first + Integer.getInteger("torture.rounds", again));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void
            every_accepted_event_is_accounted_for_order_is_kept_and_no_place_passes_an_unfinished_event(
                    long seed) throws Exception {
        Round.play(seed, folder);
    }
}
