package dev.tideway.knlocal;

import dev.tideway.knlocal.dispatch.Egress;
import dev.tideway.knlocal.dispatch.Http;
import dev.tideway.knlocal.dispatch.Hub;
import dev.tideway.knlocal.ingress.Door;
import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.log.EventLog;
import dev.tideway.knlocal.log.MemoryLog;
import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.manifest.KafkaSource;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.manifest.Topic;
import dev.tideway.knlocal.schema.Inspection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Opens the log of every broker and channel, and puts their triggers and subscriptions to work.
final class Hubs {
    private final Kafka kafka;
    private final Resources resources;
    private final Opened opened;

    Hubs(Kafka kafka, Resources resources, Opened opened) {
        this.kafka = kafka;
        this.resources = resources;
        this.opened = opened;
    }

    /// Blocks until all of them take events.
    Map<ObjectRef, EventLog> logs() {
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
            var open = kafka.logs().open(topics.values());
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

    /// All triggers and subscriptions Ready, none of them delivering yet.
    List<Hub> hubs(
            Map<ObjectRef, EventLog> logs,
            Egresses egresses,
            Http http,
            Inspection inspection,
            Journey journey) {
        var hubs = new ArrayList<Hub>();
        planes().forEach((ref, plane) -> {
            var log = Objects.requireNonNull(logs.get(ref));
            var out = egresses.of(ref);
            forgetGone(log, out);
            hubs.add(new Hub(ref, plane, log, out, http, inspection, journey));
        });
        return hubs;
    }

    Door door(Hub hub, Inspection inspection) {
        var address = Objects.requireNonNull(resources.addresses().get(hub.ref()));
        return new Door(hub.ref(), hub.plane(), hub.log(), inspection, address);
    }

    /// One that is deleted loses its place, as on a cluster. One that is only broken keeps it.
    private void forgetGone(EventLog log, List<Egress> egresses) {
        if (resources.problems().isEmpty()) {
            var there = egresses.stream().map(Egress::group).collect(Collectors.toSet());
            there.addAll(readers());
            log.groups().stream().filter(group -> !there.contains(group)).forEach(log::forget);
        }
    }

    /// The groups of KafkaSources, which may read the topic of a broker.
    private Set<String> readers() {
        return resources.sources().values().stream()
                .filter(KafkaSource.class::isInstance)
                .map(source -> ((KafkaSource) source).group())
                .collect(Collectors.toSet());
    }
}
