package dev.tideway.knlocal.log;

import dev.tideway.knlocal.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Finds the subscriptions that may want an event, so that the cost of an event follows those and not all there are.
///
/// ```
///   type    ─┬─ order.placed    ── inventory, order-view
///            └─ order.cancelled ── inventory
///   subject ─── o-1001          ── one-order
///   always  ─── audit (which wants a prefix, or everything)
/// ```
///
/// One that requires several attributes is filed under that where it has the fewest neighbours.
final class SubscriptionIndex {
    private final Map<String, Map<String, List<Subscription>>> filed = new HashMap<>();
    private final List<Subscription> always = new ArrayList<>();

    SubscriptionIndex(List<Subscription> subscriptions) {
        var neighbours = new HashMap<Folder, Integer>();
        for (var subscription : subscriptions) {
            for (var attribute : subscription.requirements().keySet()) {
                folders(subscription, attribute)
                        .forEach(folder -> neighbours.merge(folder, 1, Integer::sum));
            }
        }
        subscriptions.forEach(subscription -> file(subscription, neighbours));
    }

    private record Folder(String attribute, String value) {}

    private static List<Folder> folders(Subscription subscription, String attribute) {
        return subscription.requirements().getOrDefault(attribute, Set.of()).stream()
                .map(value -> new Folder(attribute, value))
                .toList();
    }

    private void file(Subscription subscription, Map<Folder, Integer> neighbours) {
        var attribute =
                subscription.requirements().keySet().stream()
                        .min(
                                Comparator.comparingInt(name ->
                                        folders(subscription, name).stream()
                                                .mapToInt(it -> neighbours.getOrDefault(it, 0))
                                                .sum()));
        if (attribute.isEmpty()) {
            always.add(subscription);
            return;
        }
        var byValue = filed.computeIfAbsent(attribute.get(), _ -> new HashMap<>());
        for (var folder : folders(subscription, attribute.get())) {
            byValue.computeIfAbsent(folder.value(), _ -> new ArrayList<>()).add(subscription);
        }
    }

    /// Each comes once at most: an event has one value for the attribute that a subscription is filed under.
    void candidates(Event event, Consumer<Subscription> consumer) {
        always.forEach(consumer);
        var attributes = event.attributes();
        if (filed.size() < attributes.size()) {
            filed.forEach((name, byValue) -> tell(byValue, attributes.get(name), consumer));
        } else {
            attributes.forEach((name, value) -> tell(filed.get(name), value, consumer));
        }
    }

    private static void tell(
            @Nullable Map<String, List<Subscription>> byValue,
            @Nullable String value,
            Consumer<Subscription> consumer) {
        var found = byValue == null || value == null ? null : byValue.get(value);
        if (found != null) {
            found.forEach(consumer);
        }
    }
}
