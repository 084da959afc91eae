package dev.tideway.knlocal.activator;

import dev.tideway.knlocal.manifest.FunctionSpec.Timeouts;
import java.util.concurrent.atomic.AtomicBoolean;

/// The right to send one request to one instance. Close it when the answer is complete, or has failed.
public final class Lease implements AutoCloseable {
    private final Gate gate;
    private final Slot slot;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final long since;

    Lease(Gate gate, Slot slot) {
        this.gate = gate;
        this.slot = slot;
        this.since = gate.nanos();
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return slot.endpoint().port();
    }

    /// The instance's name, for logs and journeys.
    public String instance() {
        return slot.endpoint().name();
    }

    /// What the request has to keep to from now on.
    public Timeouts timeouts() {
        return gate.timeouts();
    }

    /// The connection was refused: nobody gets this instance again before it has proved to be well. The lease is
    /// still to be closed.
    public void foundDead() {
        gate.foundDead(slot);
    }

    /// Kills the instance, whatever it is at: nobody gets it any more. Harmless when repeated. The lease is still to be closed.
    public void kill() {
        slot.endpoint().kill();
        gate.foundDead(slot);
    }

    /// Gives the room back; from any thread, harmless when repeated.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            gate.release(slot, since);
        }
    }
}
