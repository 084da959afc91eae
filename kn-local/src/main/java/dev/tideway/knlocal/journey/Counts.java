package dev.tideway.knlocal.journey;

import dev.tideway.knlocal.manifest.ObjectRef;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// How many events took which step since the start, by what took them in (brokers, channels) and by what takes them out
/// (triggers, subscriptions).
public final class Counts implements Journey {
    private final ConcurrentHashMap<ObjectRef, In> in = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<ObjectRef, Out> out = new ConcurrentHashMap<>();

    public record In(LongAdder accepted, LongAdder refused, LongAdder violated) {
        private In() {
            this(new LongAdder(), new LongAdder(), new LongAdder());
        }
    }

    public record Out(LongAdder delivered, LongAdder retried, LongAdder deadLettered) {
        private Out() {
            this(new LongAdder(), new LongAdder(), new LongAdder());
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
            case Step.Accepted accepted -> in(accepted.ingress()).accepted().increment();
            case Step.Refused refused ->
                    refused.ingress().ifPresent(ref -> in(ref).refused().increment());
            case Step.Violated violated -> in(violated.ingress()).violated().increment();
            case Step.Held _, Step.Disturbed _ -> {}
            case Step.Delivered delivered -> out(delivered.egress()).delivered().increment();
            case Step.Retrying retrying -> out(retrying.egress()).retried().increment();
            case Step.DeadLettered dead -> out(dead.egress()).deadLettered().increment();
            case Step.Lost lost -> out(lost.egress()).deadLettered().increment();
            case Step.Replayed it -> record(it.step());
        }
    }
}
