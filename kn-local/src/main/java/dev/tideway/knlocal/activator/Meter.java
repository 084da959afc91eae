package dev.tideway.knlocal.activator;

import java.util.function.LongSupplier;

/// Averages a level over time: the area below it, divided by the time. Guarded by the gate's lock.
final class Meter {
    private final LongSupplier nanos;
    private long since;
    private long last;
    private double area;
    private int level;
    private long arrivals;

    Meter(LongSupplier nanos) {
        this.nanos = nanos;
        this.since = nanos.getAsLong();
        this.last = since;
    }

    void arrived() {
        arrivals++;
        change(1);
    }

    void left() {
        change(-1);
    }

    int level() {
        return level;
    }

    Load drain() {
        change(0);
        var elapsed = last - since;
        var load = new Load(elapsed > 0 ? area / elapsed : level, arrivals);
        since = last;
        area = 0;
        arrivals = 0;
        return load;
    }

    private void change(int delta) {
        var now = nanos.getAsLong();
        area += (double) level * (now - last);
        last = now;
        level += delta;
    }
}
