package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.manifest.BrokerClass;
import dev.tideway.knlocal.manifest.Destination;
import dev.tideway.knlocal.manifest.Key;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What the names of a cluster mean here: `<service>.<namespace>.svc.cluster.local` is a function of this
/// runner, a broker's ingress is its data port, and any other address is itself.
public final class Addresses {
    private static final String CLUSTER = ".svc.cluster.local";

    /// What may follow `<service>.<namespace>`; the second is what a cluster's search path completes.
    private static final List<String> SUFFIXES = List.of(CLUSTER, ".svc", ".localhost");

    private static final Set<String> INGRESSES =
            Set.of("kafka-broker-ingress.knative-eventing", "broker-ingress.knative-eventing");

    private final Set<Key> functions;
    private final Map<Key, BrokerClass> brokers;
    private final Supplier<URI> dataPort;

    /// @param dataPort where this runner's brokers take events, without a path
    public Addresses(Set<Key> functions, Map<Key, BrokerClass> brokers, Supplier<URI> dataPort) {
        this.functions = Set.copyOf(functions);
        this.brokers = Map.copyOf(brokers);
        this.dataPort = dataPort;
    }

    /// The address a broker of that class has in its status on a cluster.
    public static URI ofBroker(Key broker, BrokerClass brokerClass) {
        var host =
                switch (brokerClass) {
                    case KAFKA -> "kafka-broker-ingress";
                    case MT_CHANNEL_BASED -> "broker-ingress";
                };
        return URI.create("http://" + host + ".knative-eventing" + CLUSTER + "/" + broker);
    }

    /// Empty when it names a resource that is not here.
    public Optional<Route> resolve(Destination destination) {
        return switch (destination) {
            case Destination.Ref ref -> resolve(ref);
            case Destination.Address(var uri, _) -> Optional.of(resolve(uri));
        };
    }

    private Optional<Route> resolve(Destination.Ref ref) {
        var base = base(ref);
        return base.map(uri -> resolve(ref.path().map(uri::resolve).orElse(uri)));
    }

    private Optional<URI> base(Destination.Ref ref) {
        var key = ref.key();
        return switch (ref.kind()) {
            case "Service" ->
                    functions.contains(key)
                            ? Optional.of(
                                    URI.create(
                                            "http://"
                                                    + key.name()
                                                    + "."
                                                    + key.namespace()
                                                    + CLUSTER))
                            : Optional.empty();
            case "Broker" ->
                    Optional.ofNullable(brokers.get(key))
                            .map(brokerClass -> ofBroker(key, brokerClass));
            default -> Optional.empty();
        };
    }

    private Route resolve(URI uri) {
        var name = service(Objects.requireNonNullElse(uri.getHost(), ""));
        if (INGRESSES.contains(name)) {
            return Route.toAddress(uri, dataPort.get().resolve(uri.getRawPath()));
        }
        return function(name)
                .map(key -> Route.toFunction(uri, key))
                .orElseGet(() -> Route.toAddress(uri, uri));
    }

    /// The function that a `Host` header means, with or without a port.
    public Optional<Key> function(String host) {
        int colon = host.indexOf(':');
        var parts = service(colon < 0 ? host : host.substring(0, colon)).split("\\.", -1);
        return parts.length == 2
                ? Optional.of(new Key(parts[1], parts[0])).filter(functions::contains)
                : Optional.empty();
    }

    private static String service(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        for (var suffix : SUFFIXES) {
            if (name.endsWith(suffix)) {
                return name.substring(0, name.length() - suffix.length());
            }
        }
        return name;
    }
}
