package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.filter.Filter;
import dev.tideway.knlocal.filter.Reading;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The Triggers that `func deploy` makes of `deploy.subscriptions`.
record FuncTriggers(Map<Key, Broker> brokers, NameTemplates names) {
    void add(FuncReader.Func func, Map<Key, Trigger> triggers) {
        var service = func.spec().key();
        for (int i = 0; i < func.subscriptions().size(); i++) {
            var key = new Key(service.namespace(), service.name() + "-function-trigger-" + i);
            triggers.putIfAbsent(key, trigger(key, service, func.subscriptions().get(i)));
        }
    }

    private Trigger trigger(Key key, Key service, DeployReader.Subscribed subscription) {
        var broker = new Key(service.namespace(), subscription.source());
        var reading =
                Optional.ofNullable(brokers.get(broker))
                        .map(it -> it.brokerClass().dataPlane().reading());
        var filters = new LinkedHashMap<String, String>();
        subscription.filters().forEach((name, text) -> filters.put(name, text.value()));
        return new Trigger(
                key,
                broker,
                Filter.Attributes.of(filters, reading.orElse(Reading.KAFKA)),
                new Destination.Ref(
                        "serving.knative.dev/v1",
                        "Service",
                        service,
                        Optional.empty(),
                        subscription.place()),
                Optional.empty(),
                Trigger.Order.UNORDERED,
                names.group(key),
                subscription.place());
    }
}
