package dev.tideway.knlocal;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has been opened so far, to be closed in reverse. One that cannot be closed does not keep the others open.
final class Opened implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Opened.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T room) {
        opened.push(room);
        return room;
    }

    @Override
    public synchronized void close() {
        while (!opened.isEmpty()) {
            var room = opened.pop();
            try {
                room.close();
            } catch (Exception e) {
                LOG.warn("{} did not close: {}", room.getClass().getSimpleName(), e.toString());
            }
        }
    }
}
