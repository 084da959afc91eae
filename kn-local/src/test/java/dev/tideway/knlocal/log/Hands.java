package dev.tideway.knlocal.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// An intake that remembers what it took, has as much room as it is told, and finishes at once unless told to hold.
final class Hands implements Intake {
    private final CopyOnWriteArrayList<Taken> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger room = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean holding;

    static Hands open() {
        return new Hands();
    }

    static Hands full() {
        var hands = new Hands();
        hands.room.set(0);
        return hands;
    }

    /// Takes, and finishes only when told.
    static Hands holding() {
        var hands = new Hands();
        hands.holding = true;
        return hands;
    }

    void makeRoom(int events) {
        room.set(events);
    }

    @Override
    public boolean hasRoom(int partition) {
        boolean has = room.get() > 0;
        if (!has) {
            refused.incrementAndGet();
        }
        return has;
    }

    @Override
    public void take(Taken one) {
        room.decrementAndGet();
        taken.add(one);
        if (!holding) {
            one.finish();
        }
    }

    /// How often it had no room.
    int refused() {
        return refused.get();
    }

    List<Taken> taken() {
        return List.copyOf(taken);
    }

    List<String> ids() {
        return taken.stream().map(one -> one.logged().event().id()).toList();
    }

    List<Long> offsets(int partition) {
        return taken.stream()
                .map(Taken::logged)
                .filter(logged -> logged.partition() == partition)
                .map(Logged::offset)
                .toList();
    }
}
