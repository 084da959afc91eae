package dev.tideway.knlocal.log;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.FaultHandlerException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where Kafka would halt the JVM, one line goes to a listener instead: the first, and no other.
final class KafkaFaults implements FaultHandlerFactory {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaFaults.class);

    private final CompletableFuture<String> first = new CompletableFuture<>();
    private final AtomicBoolean muted = new AtomicBoolean();

    /// Kafka's way out of the process is one per JVM; of several Kafkas in it the last one started hears of it.
    void divertExits() {
        Exit.setExitProcedure((status, message) -> report(message, null));
        Exit.setHaltProcedure((status, message) -> report(message, null));
    }

    /// The listener is called on the thread that met the fault, or at once if there was one already.
    void tell(Consumer<String> listener) {
        var _ = first.thenAccept(listener);
    }

    CompletableFuture<String> first() {
        return first;
    }

    /// From here on faults are the noise of a server that is being closed.
    void mute() {
        muted.set(true);
    }

    @Override
    public FaultHandler build(String name, boolean fatal, Runnable action) {
        return (message, cause) -> {
            action.run();
            if (fatal) {
                report(name + ": " + message, cause);
            } else {
                LOG.warn("Kafka, {}: {}", name, message, cause);
            }
            return new FaultHandlerException(name + ": " + message, cause);
        };
    }

    private void report(@Nullable String message, @Nullable Throwable cause) {
        if (muted.get()) {
            return;
        }
        var what = message == null ? "Kafka wants to end the process" : message;
        first.complete(cause == null ? what : what + " (" + Reasons.of(cause) + ")");
    }
}
