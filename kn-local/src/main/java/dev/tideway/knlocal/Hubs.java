package dev.tideway.knlocal;

import dev.tideway.knlocal.dispatch.Egress;
import dev.tideway.knlocal.dispatch.Http;
import dev.tideway.knlocal.dispatch.Hub;
import dev.tideway.knlocal.ingress.Door;
import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.log.EmbeddedKafka;
import dev.tideway.knlocal.log.EventLog;
import dev.tideway.knlocal.log.KafkaLogs;
import dev.tideway.knlocal.log.MemoryLog;
import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.manifest.Topic;
import dev.tideway.knlocal.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Opens the log of every broker and channel, and puts their triggers and subscriptions to work.
final class Hubs {
    private final Settings settings;
    private final Resources resources;
    private final Opened opened;

    Hubs(Settings settings, Resources resources, Opened opened) {
        this.settings = settings;
        this.resources = resources;
        this.opened = opened;
    }

    /// Blocks until all of them take events.
    ///
    /// @param onFailure told, in one line, when the embedded Kafka cannot go on later
    Map<ObjectRef, EventLog> logs(Consumer<String> onFailure) {
        var logs = new LinkedHashMap<ObjectRef, EventLog>();
        var topics = topics();
        planes().forEach((ref, plane) -> {
            switch (plane) {
                case MT_BROKER, IN_MEMORY_CHANNEL ->
                        logs.put(ref, opened.add(new MemoryLog(1, MemoryLog.DEFAULT_LIMIT)));
                case KAFKA -> {}
            }
        });
        if (!topics.isEmpty()) {
            var open = kafka(onFailure).open(topics.values());
            topics.forEach((ref, topic) ->
                    logs.put(ref, opened.add(Objects.requireNonNull(open.get(topic.name())))));
        }
        return logs;
    }

    private Map<ObjectRef, DataPlane> planes() {
        var planes = new LinkedHashMap<ObjectRef, DataPlane>();
        resources
                .brokers()
                .values()
                .forEach(it -> planes.put(it.ref(), it.brokerClass().dataPlane()));
        resources.channels().values().forEach(it -> planes.put(it.ref(), it.type().dataPlane()));
        return planes;
    }

    private Map<ObjectRef, Topic> topics() {
        var topics = new LinkedHashMap<ObjectRef, Topic>();
        resources
                .brokers()
                .values()
                .forEach(it -> it.topic().ifPresent(topic -> topics.put(it.ref(), topic)));
        resources
                .channels()
                .values()
                .forEach(it -> it.topic().ifPresent(topic -> topics.put(it.ref(), topic)));
        return topics;
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

    /// All triggers and subscriptions Ready, none of them delivering yet.
    List<Hub> hubs(Map<ObjectRef, EventLog> logs, Egresses egresses, Http http, Journey journey) {
        var hubs = new ArrayList<Hub>();
        planes().forEach((ref, plane) -> {
            var log = Objects.requireNonNull(logs.get(ref));
            var out = egresses.of(ref);
            forgetGone(log, out);
            hubs.add(new Hub(ref, plane, log, out, http, journey));
        });
        return hubs;
    }

    Door door(Hub hub) {
        var address = Objects.requireNonNull(resources.addresses().get(hub.ref()));
        return new Door(hub.ref(), hub.plane(), hub.log(), address);
    }

    /// One that is deleted loses its place, as on a cluster. One that is only broken keeps it.
    private void forgetGone(EventLog log, List<Egress> egresses) {
        if (resources.problems().isEmpty()) {
            var there = egresses.stream().map(Egress::group).collect(Collectors.toSet());
            log.groups().stream().filter(group -> !there.contains(group)).forEach(log::forget);
        }
    }
}
