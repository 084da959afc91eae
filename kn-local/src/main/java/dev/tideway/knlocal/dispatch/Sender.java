package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.manifest.Delivery;
import dev.tideway.knlocal.manifest.ObjectRef;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// Sends the events of a source that keeps no log: what is not taken in the end is lost. Safe for any thread.
public final class Sender implements AutoCloseable {
    private final ObjectRef source;
    private final Route sink;
    private final Deliveries deliveries;
    private final Journey journey;
    private final CountDownLatch stopping = new CountDownLatch(1);

    public Sender(ObjectRef source, Route sink, Delivery delivery, Http http, Journey journey) {
        this.source = source;
        this.sink = sink;
        this.journey = journey;
        // Backs off as the adapters' HTTP client does: twice the delay first.
        var policy = Policy.of(DataPlane.KAFKA, delivery);
        var transport = http.transport(source, policy.format(), journey);
        this.deliveries = new Deliveries(source, policy, transport, journey, stopping).oneWay();
    }

    public ObjectRef source() {
        return source;
    }

    public Route sink() {
        return sink;
    }

    /// Returns when the event is taken, or lost.
    public void send(Event event) throws InterruptedException {
        var traced = deliveries.traced(event);
        if (isTaken(traced) && deliveries.duplicates(sink, traced)) {
            isTaken(traced);
        }
    }

    private boolean isTaken(Event event) throws InterruptedException {
        return switch (deliveries.deliver(sink, event)) {
            case Deliveries.Outcome.Taken(var attempt, var took, _, var span) -> {
                var sent = event.within(span);
                journey.record(new Step.Delivered(source, sent, attempt, took, Optional.empty()));
                yield true;
            }
            case Deliveries.Outcome.GivenUp(var failure, var last) -> {
                journey.record(new Step.Lost(source, event, failure.why(), List.of(last)));
                yield false;
            }
        };
    }

    /// No retry is waited for any longer.
    @Override
    public void close() {
        stopping.countDown();
    }
}
