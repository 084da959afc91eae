package dev.tideway.knlocal.log;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a reader thread alive when reading fails: the first failure of a row is said in one line, then the reader
/// tries again every quarter of a second until it succeeds or is closed. Belongs to that thread.
final class Setbacks {
    private static final Logger LOG = LoggerFactory.getLogger(Setbacks.class);
    private static final long PAUSE_MILLIS = 250;

    private final String reader;
    private final CountDownLatch closing;
    private boolean failing;

    /// @param closing counted down when the reader is to end: nothing is waited for then
    Setbacks(String reader, CountDownLatch closing) {
        this.reader = reader;
        this.closing = closing;
    }

    /// Says why, once, and waits a little.
    void failed(Throwable why) {
        if (!failing) {
            failing = true;
            LOG.error("{} cannot read and tries again until it can: {}", reader, why.toString());
            LOG.debug("{} failed here", reader, why);
        }
        try {
            var _ = closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    void succeeded() {
        if (failing) {
            failing = false;
            LOG.info("{} reads again", reader);
        }
    }
}
