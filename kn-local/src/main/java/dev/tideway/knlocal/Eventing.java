package dev.tideway.knlocal;

import dev.tideway.knlocal.dispatch.Http;
import dev.tideway.knlocal.dispatch.Hub;
import dev.tideway.knlocal.ingress.Ingress;
import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.log.EventLog;
import dev.tideway.knlocal.manifest.KafkaSink;
import dev.tideway.knlocal.manifest.KafkaSource;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.schema.Inspection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything of a runner but its functions: brokers, channels, sources and sinks. Opened step by step, in the order of the
/// methods.
final class Eventing {
    private final Resources resources;
    private final Opened opened;
    private final Kafka kafka;
    private final Journey journey;
    private final Egresses egresses;
    private final Hubs all;
    private Map<ObjectRef, EventLog> logs = Map.of();
    private Inspection inspection = Inspection.NONE;
    private volatile List<Hub> hubs = List.of();
    private volatile Optional<Connectors> connectors = Optional.empty();

    Eventing(Resources resources, Opened opened, Kafka kafka, Egresses egresses, Journey journey) {
        this.resources = resources;
        this.opened = opened;
        this.kafka = kafka;
        this.journey = journey;
        this.egresses = egresses;
        this.all = new Hubs(kafka, resources, opened);
    }

    void openLogs() {
        logs = all.logs();
        // Before what reads and writes it, so that it is closed after that.
        if (resources.sources().values().stream().anyMatch(KafkaSource.class::isInstance)
                || resources.sinks().values().stream().anyMatch(KafkaSink.class::isInstance)) {
            var _ = kafka.logs();
        }
    }

    /// @param checking of what comes in, replies too
    void openHubs(Http http, Inspection checking) {
        inspection = checking;
        hubs = all.hubs(logs, egresses, http, inspection, journey);
        hubs.forEach(opened::add);
    }

    void start(Ingress ingress) {
        hubs.forEach(hub -> ingress.open(all.door(hub, inspection)));
        hubs.forEach(Hub::start);
    }

    void connect(Http http, Ingress ingress, RunningSinks sinks, Programs programs) {
        var bindings = sinks.bindings();
        var made =
                new Connectors(
                        new RunningSources(egresses, http, journey, programs, bindings),
                        sinks,
                        new KafkaConnectors(kafka, egresses, http, journey, ingress));
        connectors = Optional.of(opened.add(made));
        made.open(resources);
    }

    /// Where other programs of this machine reach Kafka; empty when there is none.
    Optional<String> kafka() {
        return kafka.bootstrapServers();
    }

    List<Hub> hubs() {
        return hubs;
    }

    /// Why each source or sink that is not Ready is not.
    Map<ObjectRef, String> troubles() {
        return connectors.map(Connectors::troubles).orElse(Map.of());
    }
}
