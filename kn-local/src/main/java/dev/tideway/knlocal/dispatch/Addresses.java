package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.manifest.ClusterHost;
import dev.tideway.knlocal.manifest.Destination;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.ServiceHost;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What the names of a cluster mean here: `<service>.<namespace>.svc.cluster.local` is a function of this
/// runner, the address of a broker or channel is its data port, and any other address is itself.
public final class Addresses {
    private static final String SERVICE = "Service";
    private static final Set<String> INGRESSES =
            Set.of("kafka-broker-ingress.knative-eventing", "broker-ingress.knative-eventing");

    private final Map<ObjectRef, URI> addresses;
    private final Set<String> ingresses = new HashSet<>(INGRESSES);
    private final Supplier<URI> dataPort;

    /// @param addresses of all that takes events, as a cluster would give them
    /// @param dataPort where this runner takes events, without a path
    public Addresses(Map<ObjectRef, URI> addresses, Supplier<URI> dataPort) {
        this.addresses = Map.copyOf(addresses);
        this.dataPort = dataPort;
        addresses.forEach((ref, uri) -> {
            if (!ref.kind().equals(SERVICE)) {
                ingresses.add(ServiceHost.of(uri.getHost()));
            }
        });
    }

    /// Empty when it names a resource that is not here.
    public Optional<Route> resolve(Destination destination) {
        return switch (destination) {
            case Destination.Ref ref ->
                    Optional.ofNullable(addresses.get(ref.target()))
                            .map(uri -> resolve(ref.path().map(uri::resolve).orElse(uri)));
            case Destination.Address(var uri, _) -> Optional.of(resolve(uri));
        };
    }

    private Route resolve(URI uri) {
        var host = Objects.requireNonNullElse(uri.getHost(), "");
        if (ingresses.contains(ServiceHost.of(host))) {
            return Route.toAddress(uri, dataPort.get().resolve(path(uri)));
        }
        return function(host)
                .map(key -> Route.toFunction(uri, key))
                .orElseGet(() -> Route.toAddress(uri, uri));
    }

    /// Where a program on this machine reaches it, which knows nothing of a cluster's hosts: what takes events here is at
    /// the data port, brokers at their path and everything else below [ClusterHost#ALIAS] and its host.
    public Optional<URI> reachable(Destination destination) {
        return resolve(destination).map(this::reachable);
    }

    private URI reachable(Route route) {
        var uri = route.uri();
        if (route.function().isEmpty() && route.address().equals(uri)) {
            return uri;
        }
        return isBrokers(ServiceHost.of(uri.getHost()))
                ? route.address()
                : dataPort.get().resolve(ClusterHost.alias(uri));
    }

    private static boolean isBrokers(String host) {
        return INGRESSES.contains(host) || host.startsWith("kafka-broker-ingress.");
    }

    private static String path(URI uri) {
        return uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    }

    /// The function that a `Host` header means, with or without a port.
    public Optional<Key> function(String host) {
        var parts = ServiceHost.of(host).split("\\.", -1);
        return parts.length == 2
                ? Optional.of(new Key(parts[1], parts[0]))
                        .filter(key -> addresses.containsKey(new ObjectRef(SERVICE, key)))
                : Optional.empty();
    }
}
