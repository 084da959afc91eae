package dev.tideway.knlocal.journey;

import dev.tideway.knlocal.manifest.Key;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// How many events took which step since the start, by broker and by trigger.
public final class Counts implements Journey {
    private final ConcurrentHashMap<Key, OfBroker> brokers = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Key, OfTrigger> triggers = new ConcurrentHashMap<>();

    public record OfBroker(LongAdder accepted, LongAdder refused) {
        private OfBroker() {
            this(new LongAdder(), new LongAdder());
        }
    }

    public record OfTrigger(LongAdder delivered, LongAdder retried, LongAdder deadLettered) {
        private OfTrigger() {
            this(new LongAdder(), new LongAdder(), new LongAdder());
        }
    }

    public OfBroker broker(Key key) {
        return brokers.computeIfAbsent(key, _ -> new OfBroker());
    }

    public OfTrigger trigger(Key key) {
        return triggers.computeIfAbsent(key, _ -> new OfTrigger());
    }

    @Override
    public void record(Step step) {
        switch (step) {
            case Step.Accepted accepted -> broker(accepted.broker()).accepted().increment();
            case Step.Refused refused ->
                    refused.broker().ifPresent(key -> broker(key).refused().increment());
            case Step.Delivered delivered -> trigger(delivered.trigger()).delivered().increment();
            case Step.Retrying retrying -> trigger(retrying.trigger()).retried().increment();
            case Step.DeadLettered dead -> trigger(dead.trigger()).deadLettered().increment();
            case Step.Lost lost -> trigger(lost.trigger()).deadLettered().increment();
        }
    }
}
