package dev.tideway.knlocal.log;

import dev.tideway.knlocal.event.Event;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A log whose every reader follows it.
record Following(EventLog log) implements EventLog {
    @Override
    public Cursor cursor(long[] from) {
        return log.follow(from);
    }

    @Override
    public int partitions() {
        return log.partitions();
    }

    @Override
    public void append(Event event, Appended callback) {
        log.append(event, callback);
    }

    @Override
    public long[] ends() {
        return log.ends();
    }

    @Override
    public long[] since(Instant time) {
        return log.since(time);
    }

    @Override
    public Optional<long[]> committed(String group) {
        return log.committed(group);
    }

    @Override
    public void commit(Map<String, long[]> places) {
        log.commit(places);
    }

    @Override
    public Set<String> groups() {
        return log.groups();
    }

    @Override
    public void forget(String group) {
        log.forget(group);
    }

    @Override
    public void close() {
        log.close();
    }
}
