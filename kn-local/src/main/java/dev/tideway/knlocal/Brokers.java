package dev.tideway.knlocal;

import dev.tideway.knlocal.dispatch.Addresses;
import dev.tideway.knlocal.dispatch.Http;
import dev.tideway.knlocal.dispatch.Hub;
import dev.tideway.knlocal.dispatch.Route;
import dev.tideway.knlocal.dispatch.Routes;
import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.log.EmbeddedKafka;
import dev.tideway.knlocal.log.EventLog;
import dev.tideway.knlocal.log.KafkaLogs;
import dev.tideway.knlocal.log.MemoryLog;
import dev.tideway.knlocal.manifest.Broker;
import dev.tideway.knlocal.manifest.BrokerClass;
import dev.tideway.knlocal.manifest.Destination;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.manifest.Trigger;
import dev.tideway.knlocal.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Opens every broker's log and puts its triggers to work.
final class Brokers {
    private final Settings settings;
    private final Resources resources;
    private final Opened opened;

    Brokers(Settings settings, Resources resources, Opened opened) {
        this.settings = settings;
        this.resources = resources;
        this.opened = opened;
    }

    /// By broker; blocks until all of them take events.
    ///
    /// @param onFailure told, in one line, when the embedded Kafka cannot go on later
    Map<Key, EventLog> logs(Consumer<String> onFailure) {
        var logs = new LinkedHashMap<Key, EventLog>();
        var topics = new LinkedHashMap<Key, Broker.Topic>();
        for (var broker : resources.brokers().values()) {
            switch (broker.brokerClass()) {
                case KAFKA -> topics.put(broker.key(), broker.topic().orElseThrow());
                case MT_CHANNEL_BASED ->
                        logs.put(
                                broker.key(),
                                opened.add(new MemoryLog(1, MemoryLog.DEFAULT_LIMIT)));
            }
        }
        if (!topics.isEmpty()) {
            var open = kafka(onFailure).open(topics.values());
            topics.forEach((key, topic) ->
                    logs.put(key, opened.add(Objects.requireNonNull(open.get(topic.name())))));
        }
        return logs;
    }

    private KafkaLogs kafka(Consumer<String> onFailure) {
        return opened.add(
                settings.bootstrapServers()
                        .map(KafkaLogs::at)
                        .orElseGet(() ->
                                KafkaLogs.on(
                                        opened.add(
                                                EmbeddedKafka.start(
                                                        settings.state().resolve("kafka"),
                                                        onFailure)))));
    }

    /// All triggers Ready, none of them delivering yet.
    List<Hub> hubs(Map<Key, EventLog> logs, Addresses addresses, Http http, Journey journey) {
        var hubs = new ArrayList<Hub>();
        logs.forEach((key, log) -> {
            var broker = Objects.requireNonNull(resources.brokers().get(key));
            var triggers = triggers(broker, addresses);
            forgetGone(log, triggers);
            hubs.add(new Hub(broker, log, triggers, http, journey));
        });
        return hubs;
    }

    private List<Hub.Bound> triggers(Broker broker, Addresses addresses) {
        return resources.triggers().values().stream()
                .filter(trigger -> trigger.broker().equals(broker.key()))
                .map(trigger -> new Hub.Bound(trigger, routes(trigger, broker, addresses)))
                .toList();
    }

    private static Routes routes(Trigger trigger, Broker broker, Addresses addresses) {
        var delivery = trigger.delivery().orElse(broker.delivery());
        return new Routes(
                route(trigger.subscriber(), addresses),
                delivery.deadLetterSink().map(sink -> route(sink, addresses)));
    }

    /// The manifest reader has left out what names nothing.
    private static Route route(Destination destination, Addresses addresses) {
        return addresses
                .resolve(destination)
                .orElseThrow(() -> new IllegalStateException(destination + " is nowhere"));
    }

    /// A trigger that is deleted loses its place, as on a cluster. One that is only broken keeps it.
    private void forgetGone(EventLog log, List<Hub.Bound> triggers) {
        if (resources.problems().isEmpty()) {
            var there =
                    triggers.stream().map(it -> it.trigger().group()).collect(Collectors.toSet());
            log.groups().stream().filter(group -> !there.contains(group)).forEach(log::forget);
        }
    }

    static Map<Key, BrokerClass> classes(Resources resources) {
        var classes = new LinkedHashMap<Key, BrokerClass>();
        resources.brokers().forEach((key, broker) -> classes.put(key, broker.brokerClass()));
        return classes;
    }
}
