package dev.tideway.knlocal.log;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.testing.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

/// Tries the orders in which a feed that gives a partition away, the catch-up that brings it back, workers, and the
/// one who remembers places can meet.
class SubscriptionRaceTest {
    private static final int INVOCATIONS = 2_000;
    private static final Event WANTED = Events.plain("wanted");
    private static final Event UNWANTED = Events.plain("unwanted");

    @Test
    void a_place_is_never_past_unfinished_work_while_a_partition_changes_hands() {
        Lincheck.runConcurrentTest(INVOCATIONS, () -> new Race().run());
    }

    /// One partition of three events: the first is not wanted, the second finds the intake full and is brought by the
    /// catch-up, the last is for the feed again.
    private static final class Race implements Intake {
        private final Subscription subscription =
                new Subscription(
                        new Feed.Wanted("group", event -> event == WANTED, this), new long[1]);
        private final AtomicLong feed = new AtomicLong();
        private final AtomicInteger done = new AtomicInteger(1);
        private final List<Thread> workers = new ArrayList<>();
        private volatile boolean room = true;

        void run() {
            var reader = new Thread(this::feed);
            reader.start();
            look(look(0));
            Races.join(reader);
        }

        private long look(long last) {
            long read = feed.get();
            long place = subscription.place(0, read);
            int finished = done.get();
            Races.check(place >= last, "from " + last + " back to " + place);
            for (int offset = 0; offset < place; offset++) {
                Races.check((finished >> offset & 1) == 1, offset + " passed, not done");
            }
            return place;
        }

        private void feed() {
            subscription.giveToFeed(0);
            offer(0, UNWANTED);
            feed.set(1);
            room = false;
            Races.check(!offer(1, WANTED), "there is no room");
            subscription.giveToCatchUp(0, 1);
            feed.set(2);
            var catchUp = new Thread(this::catchUp);
            catchUp.start();
            Races.join(catchUp);
            subscription.giveToFeed(0);
            offer(2, WANTED);
            feed.set(3);
            workers.forEach(Races::join);
        }

        private void catchUp() {
            room = true;
            offer(1, WANTED);
            subscription.readTo(0, 2);
        }

        private boolean offer(int offset, Event event) {
            return subscription.offer(new Logged(0, offset, event));
        }

        @Override
        public boolean hasRoom(int partition) {
            return room;
        }

        @Override
        public void take(Taken taken) {
            var worker =
                    new Thread(() -> {
                        done.addAndGet(1 << (int) taken.logged().offset());
                        taken.finish();
                    });
            workers.add(worker);
            worker.start();
        }
    }
}
