package dev.tideway.knlocal.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads a Trigger and refuses what Knative's webhook refuses (`trigger_validation.go`).
final class TriggerReader {
    static final String ORDER = "kafka.eventing.knative.dev/delivery.order";
    private static final String DEPENDENCY = "knative.dev/dependency";
    private static final String INJECTION = "eventing.knative.dev/injection";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Key, Broker> brokers;
    private final NameTemplates names;
    private final Findings findings;

    TriggerReader(Map<Key, Broker> brokers, NameTemplates names, Findings findings) {
        this.brokers = brokers;
        this.names = names;
        this.findings = findings;
    }

    Optional<Trigger> read(Resource resource) {
        var fields = resource.fields();
        if (!fields.has("spec")) {
            fields.problem("spec", "is missing", "");
        }
        var spec = fields.fields("spec");
        fields.done();
        return spec.flatMap(it -> read(resource, it));
    }

    private Optional<Trigger> read(Resource resource, Fields spec) {
        var origin = new Origin(resource.file(), resource.key().namespace(), findings);
        var broker =
                spec.required("broker")
                        .map(text -> new Key(resource.key().namespace(), text.value()));
        if (spec.has("brokerRef")) {
            spec.problem(
                    "brokerRef",
                    "is refused by Knative unless its alpha feature cross-namespace-event-links is on",
                    "name a broker of the same namespace in spec.broker");
        }
        var plane = plane(broker);
        var filter = new FilterReader(plane.reading(), origin).read(spec);
        var delivery = DeliveryReader.read(spec, origin, plane);
        if (!spec.has("subscriber")) {
            spec.problem("subscriber", "is missing", "");
        }
        var subscriber = DestinationReader.read(spec, "subscriber", origin);
        var order = order(resource);
        checkDependency(resource);
        broker.ifPresent(it -> checkInjection(resource, it));
        spec.done();
        if (broker.isEmpty() || subscriber.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Trigger(
                        resource.key(),
                        broker.get(),
                        filter,
                        subscriber.get(),
                        delivery,
                        order,
                        names.group(resource.key()),
                        resource.at(spec.line("broker"))));
    }

    private DataPlane plane(Optional<Key> broker) {
        return broker.map(brokers::get)
                .map(it -> it.brokerClass().dataPlane())
                .orElse(DataPlane.KAFKA);
    }

    private Trigger.Order order(Resource resource) {
        var given = resource.annotations().get(ORDER);
        if (given == null) {
            return Trigger.Order.UNORDERED;
        }
        return switch (given.value().toLowerCase(Locale.ROOT)) {
            case "ordered" -> Trigger.Order.ORDERED;
            case "unordered" -> Trigger.Order.UNORDERED;
            default -> {
                annotation(
                        resource,
                        ORDER,
                        given,
                        "is " + given.value() + ", wanted ordered or unordered");
                yield Trigger.Order.UNORDERED;
            }
        };
    }

    private void checkDependency(Resource resource) {
        var given = resource.annotations().get(DEPENDENCY);
        if (given == null) {
            return;
        }
        var ref = json(given.value());
        for (var key : List.of("kind", "name", "apiVersion")) {
            if (ref.path(key).asText("").isEmpty()) {
                annotation(
                        resource,
                        DEPENDENCY,
                        given,
                        "is no JSON reference to an object: " + key + " is missing");
                return;
            }
        }
        var namespace = ref.path("namespace").asText("");
        if (!namespace.isEmpty() && !namespace.equals(resource.key().namespace())) {
            annotation(resource, DEPENDENCY, given, "names another namespace, " + namespace);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException _) {
            return JSON.createObjectNode();
        }
    }

    private void checkInjection(Resource resource, Key broker) {
        var given = resource.annotations().get(INJECTION);
        if (given == null) {
            return;
        }
        if (!given.value().equals("enabled") && !given.value().equals("disabled")) {
            annotation(
                    resource,
                    INJECTION,
                    given,
                    "is " + given.value() + ", wanted enabled or disabled");
        } else if (!broker.name().equals("default")) {
            annotation(
                    resource,
                    INJECTION,
                    given,
                    "is for the broker default only, not for " + broker.name());
        }
    }

    private void annotation(Resource resource, String name, Text given, String message) {
        findings.problem(resource.at(given.line()), "metadata.annotations." + name, message, "");
    }
}
