package dev.tideway.knlocal.log;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

/// Tries the orders in which a reader, two workers and the one who remembers places can meet.
class OffsetTrackerRaceTest {
    private static final int INVOCATIONS = 2_000;

    @Test
    void a_place_is_never_past_work_that_is_not_done_and_never_goes_back() {
        Lincheck.runConcurrentTest(INVOCATIONS, () -> new Race().run());
    }

    /// Two events, each finished by a worker of its own.
    private static final class Race {
        private final OffsetTracker tracker = new OffsetTracker();
        private final AtomicLong position = new AtomicLong();
        private final AtomicInteger done = new AtomicInteger();

        void run() {
            var reader = new Thread(this::read);
            reader.start();
            look(look(0));
            Races.join(reader);
        }

        private long look(long last) {
            long place = tracker.place(position.get());
            int finished = done.get();
            Races.check(place >= last, "from " + last + " back to " + place);
            for (int offset = 0; offset < place; offset++) {
                Races.check((finished >> offset & 1) == 1, offset + " passed, not done");
            }
            return place;
        }

        private void read() {
            var first = readAndHandOut(0);
            var second = readAndHandOut(1);
            Races.join(first);
            Races.join(second);
        }

        private Thread readAndHandOut(int offset) {
            var ticket = tracker.begin(offset);
            position.set(offset + 1);
            var worker =
                    new Thread(() -> {
                        done.addAndGet(1 << offset);
                        tracker.finish(ticket);
                    });
            worker.start();
            return worker;
        }
    }
}
