package dev.tideway.flowtest;

import dev.tideway.knlocal.fault.Fault;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.manifest.Destination;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.manifest.Trigger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// One event that a function is to get after another: attempts to deliver it fail until the other is finished. Pure.
///
/// @param egresses the triggers that lead to the function
record Reorder(Key function, EventPattern held, EventPattern first, Set<ObjectRef> egresses) {

    /// @throws IllegalArgumentException when it cannot happen
    static Reorder of(Key function, EventPattern held, EventPattern first, Resources resources) {
        if (held.type().equals(first.type())) {
            throw new IllegalArgumentException(
                    "%s is held back by its type, so that what overtakes it has to be of another"
                            .formatted(held));
        }
        var triggers =
                resources.triggers().values().stream().filter(it -> leads(it, function)).toList();
        refuseOrder(triggers, held, first);
        var egresses = new HashSet<ObjectRef>();
        triggers.forEach(it -> egresses.add(it.ref()));
        return new Reorder(function, held, first, Set.copyOf(egresses));
    }

    private static boolean leads(Trigger trigger, Key function) {
        return trigger.subscriber() instanceof Destination.Ref ref
                && ref.kind().equals("Service")
                && ref.key().equals(function);
    }

    private static void refuseOrder(List<Trigger> triggers, EventPattern held, EventPattern first) {
        for (var trigger : triggers) {
            if (trigger.order() == Trigger.Order.ORDERED
                    && trigger.filter().matches(held.example())
                    && trigger.filter().matches(first.example())) {
                throw new IllegalArgumentException(
                        "%s is ordered: %s cannot overtake %s there, which is what the order is for"
                                .formatted(trigger.ref(), first.type(), held.type()));
            }
        }
    }

    Fault fault() {
        return new Fault(
                Fault.Kind.Fail.USUAL, 100, OptionalInt.empty(), Optional.of(held.type()), 0);
    }

    /// Whether the one that is to overtake has done so.
    boolean isOver(List<Step> steps) {
        return steps.stream().anyMatch(step -> isDelivered(step, first));
    }

    /// Why it did not come to what it is meant to; nothing when it did.
    Optional<String> complaint(List<Step> steps) {
        var overtaken = -1;
        for (int i = 0; i < steps.size(); i++) {
            if (isDelivered(steps.get(i), first) && overtaken < 0) {
                overtaken = i;
            }
            if (isDelivered(steps.get(i), held)) {
                return overtaken >= 0 ? Optional.empty() : Optional.of(words());
            }
        }
        return Optional.of(words());
    }

    private boolean isDelivered(Step step, EventPattern wanted) {
        return step instanceof Step.Delivered it
                && egresses.contains(it.egress())
                && wanted.matches(it.event());
    }

    private String words() {
        return "%s has not got %s after %s".formatted(function, held, first);
    }
}
