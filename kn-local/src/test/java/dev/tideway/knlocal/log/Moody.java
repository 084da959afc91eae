package dev.tideway.knlocal.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// An intake with little room that works on what it has in any order and at a changing pace, while it watches its
/// group's place.
final class Moody implements Intake {
    private final int room;
    private final Random random;
    private final long[] last;
    private final List<AtomicIntegerArray> done = new ArrayList<>();
    private final LinkedBlockingQueue<Taken> hands = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable String> fault = new AtomicReference<>();
    private final AtomicInteger finished = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    /// @param events that one partition may hold at most
    Moody(int partitions, int events, int room, long seed) {
        this.room = room;
        this.random = new Random(seed);
        this.last = new long[partitions];
        Arrays.fill(last, -1);
        for (int partition = 0; partition < partitions; partition++) {
            done.add(new AtomicIntegerArray(events));
        }
    }

    void start(Feed feed, Subscription subscription) {
        threads.add(Thread.ofPlatform().start(() -> work(subscription)));
        threads.add(Thread.ofPlatform().start(() -> watch(feed, subscription)));
    }

    @Override
    public boolean hasRoom(int partition) {
        return hands.size() < room;
    }

    /// At most one thread per partition at a time, so `last` needs no lock.
    @Override
    public void take(Taken taken) {
        int partition = taken.logged().partition();
        long offset = taken.logged().offset();
        if (offset != last[partition] + 1) {
            fault.set("offset " + offset + " after " + last[partition]);
        }
        last[partition] = offset;
        hands.add(taken);
    }

    private void work(Subscription subscription) {
        var some = new ArrayList<Taken>();
        try {
            while (!stopped) {
                some.clear();
                var first = hands.poll(10, TimeUnit.MILLISECONDS);
                if (first != null) {
                    some.add(first);
                    hands.drainTo(some, random.nextInt(room));
                    Collections.shuffle(some, random);
                    some.forEach(this::finish);
                    subscription.roomAgain();
                }
            }
        } catch (InterruptedException e) {
            fault.set(e.toString());
        }
    }

    private void finish(Taken taken) {
        done.get(taken.logged().partition()).set((int) taken.logged().offset(), 1);
        taken.finish();
        finished.incrementAndGet();
    }

    /// As [Places] looks, only all the time.
    private void watch(Feed feed, Subscription subscription) {
        while (!stopped) {
            for (int partition = 0; partition < last.length; partition++) {
                long position = feed.position(partition);
                long place = subscription.place(partition, position);
                for (int offset = 0; offset < place; offset++) {
                    if (done.get(partition).get(offset) == 0) {
                        fault.set("place " + place + " passed unfinished " + offset);
                    }
                }
            }
            Thread.onSpinWait();
        }
    }

    int finished() {
        return finished.get();
    }

    /// What went wrong, if anything.
    @Nullable String fault() {
        return fault.get();
    }

    void stop() {
        stopped = true;
        threads.forEach(Threads::join);
    }
}
