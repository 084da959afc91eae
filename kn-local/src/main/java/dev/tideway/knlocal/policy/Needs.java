package dev.tideway.knlocal.policy;

import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.manifest.Broker;
import dev.tideway.knlocal.manifest.ContainerSource;
import dev.tideway.knlocal.manifest.Destination;
import dev.tideway.knlocal.manifest.FunctionSpec.Env;
import dev.tideway.knlocal.manifest.FunctionSpec.EnvValue;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.SinkBinding;
import dev.tideway.knlocal.manifest.Source;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What pods have to reach, by the names of the functions and sources that they are of.
///
/// @param databases by the Secret that opens each
/// @param senders who posts to a broker
/// @param collectors who sends traces, by where to
record Needs(
        Map<String, Set<String>> databases,
        Set<String> senders,
        Map<Collector, Set<String>> collectors) {
    private static final String DATABASE_KEY = "jdbc-uri";
    private static final Set<String> TRACES =
            Set.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");

    /// Where OTLP is taken.
    record Collector(String namespace, int port) implements Comparable<Collector> {
        @Override
        public int compareTo(Collector other) {
            return toString().compareTo(other.toString());
        }
    }

    static Needs of(Domain domain) {
        var needs = new Needs(new TreeMap<>(), new TreeSet<>(), new TreeMap<>());
        domain.functions().values().forEach(it -> needs.add(it.name(), it.spec().envs()));
        for (var source : domain.resources().sources().values()) {
            needs.add(source);
        }
        return needs;
    }

    private void add(Source source) {
        var posts = sendsToBroker(source);
        if (source instanceof ContainerSource container) {
            add(container.key().name(), container.program().envs());
            if (posts) {
                senders.add(container.key().name());
            }
        } else if (source instanceof SinkBinding binding && posts) {
            binding.functions().stream().map(Key::name).forEach(senders::add);
        }
    }

    static boolean sendsToBroker(Source source) {
        return source.sink() instanceof Destination.Ref ref && ref.kind().equals(Broker.KIND);
    }

    private void add(String name, List<Env> envs) {
        for (var env : envs) {
            if (env.value() instanceof EnvValue.FromSecret(var secret, var key)
                    && key.equals(DATABASE_KEY)) {
                databases.computeIfAbsent(secret, _ -> new TreeSet<>()).add(name);
            } else if (env.value() instanceof EnvValue.Literal(var text)
                    && TRACES.contains(env.name())) {
                collector(text)
                        .ifPresent(it ->
                                collectors.computeIfAbsent(it, _ -> new TreeSet<>()).add(name));
            }
        }
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    }

    /// `http://<service>.<namespace>:<port>`; what has no namespace is in ours, and needs a policy by hand.
    private static Optional<Collector> collector(String address) {
        try {
            var uri = URI.create(address);
            var host = Optional.ofNullable(uri.getHost()).orElse("").split("\\.", -1);
            return host.length > 1
                    ? Optional.of(new Collector(host[1], port(uri)))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
