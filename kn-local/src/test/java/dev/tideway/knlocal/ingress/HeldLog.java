package dev.tideway.knlocal.ingress;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.log.AppendException;
import dev.tideway.knlocal.log.EventLog;
import dev.tideway.knlocal.log.Logged;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A log that acknowledges only when told to, and is never read.
final class HeldLog implements EventLog {
    private final Queue<Held> held = new ConcurrentLinkedQueue<>();

    private record Held(Event event, Appended callback) {}

    @Override
    public void append(Event event, Appended callback) {
        held.add(new Held(event, callback));
    }

    int waiting() {
        return held.size();
    }

    void acknowledge() {
        var next = held.remove();
        next.callback().done(new Logged(0, 0, next.event()), null);
    }

    void refuse(String why) {
        held.remove().callback().done(null, new AppendException(why));
    }

    @Override
    public int partitions() {
        return 1;
    }

    @Override
    public Cursor cursor(long[] from) {
        throw new AssertionError("the ingress does not read");
    }

    @Override
    public long[] ends() {
        return new long[1];
    }

    @Override
    public long[] since(Instant time) {
        return new long[1];
    }

    @Override
    public Optional<long[]> committed(String group) {
        return Optional.empty();
    }

    @Override
    public void commit(Map<String, long[]> places) {
        throw new AssertionError("the ingress commits nothing");
    }

    @Override
    public Set<String> groups() {
        return Set.of();
    }

    @Override
    public void forget(String group) {
        throw new AssertionError("the ingress forgets nothing");
    }

    @Override
    public void close() {
        held.clear();
    }
}
