package dev.tideway.knlocal.journey;

import dev.tideway.knlocal.manifest.ObjectRef;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// How many events took which step since the start, by what took them in (brokers, channels) and by what takes them out
/// (triggers, subscriptions).
public final class Counts implements Journey {
    private final ConcurrentHashMap<ObjectRef, In> in = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<ObjectRef, Out> out = new ConcurrentHashMap<>();

    /// Of what takes events in.
    ///
    /// @param violated those whose data did not keep their schema
    /// @param types of the accepted ones
    public record In(LongAdder accepted, LongAdder refused, LongAdder violated, ByType types) {
        private In() {
            this(new LongAdder(), new LongAdder(), new LongAdder(), new ByType());
        }

        private void count(Step.Accepted step) {
            accepted.increment();
            types.count(step.event().type());
        }
    }

    /// Of what takes events out.
    ///
    /// @param types of the delivered ones
    /// @param answers types of the events that they were answered with
    public record Out(
            LongAdder delivered,
            LongAdder retried,
            LongAdder deadLettered,
            ByType types,
            ByType answers) {
        private Out() {
            this(new LongAdder(), new LongAdder(), new LongAdder(), new ByType(), new ByType());
        }

        private void count(Step.Delivered step) {
            delivered.increment();
            types.count(step.event().type());
            step.reply().ifPresent(reply -> answers.count(reply.type()));
        }
    }

    public In in(ObjectRef ingress) {
        return in.computeIfAbsent(ingress, _ -> new In());
    }

    public Out out(ObjectRef egress) {
        return out.computeIfAbsent(egress, _ -> new Out());
    }

    @Override
    public void record(Step step) {
        switch (step) {
            case Step.Accepted accepted -> in(accepted.ingress()).count(accepted);
            case Step.Refused refused ->
                    refused.ingress().ifPresent(ref -> in(ref).refused().increment());
            case Step.Violated violated -> in(violated.ingress()).violated().increment();
            case Step.Held _, Step.Disturbed _ -> {}
            case Step.Delivered delivered -> out(delivered.egress()).count(delivered);
            case Step.Retrying retrying -> out(retrying.egress()).retried().increment();
            case Step.DeadLettered dead -> out(dead.egress()).deadLettered().increment();
            case Step.Lost lost -> out(lost.egress()).deadLettered().increment();
            case Step.Replayed it -> record(it.step());
        }
    }
}
