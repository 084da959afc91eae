package dev.tideway.knlocal.policy;

import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.filter.Filter;
import dev.tideway.knlocal.filter.OfType;
import dev.tideway.knlocal.manifest.ContainerSource;
import dev.tideway.knlocal.manifest.Destination;
import dev.tideway.knlocal.manifest.KafkaSource;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.PingSource;
import dev.tideway.knlocal.manifest.SinkBinding;
import dev.tideway.knlocal.manifest.Source;
import dev.tideway.knlocal.manifest.TimerSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Who may send what to a broker, where senders show who they are.
final class EventPolicies {
    private static final String HEAD =
            """
            # Written by `kn-local policies` from the code, triggers/ and the sources: change those, not this. Who sends from outside
            # stands in outside.yaml. The replies of functions do not come through the ingress, and need no policy.
            """;

    private static final String POLICY =
            """
            apiVersion: eventing.knative.dev/v1alpha1
            kind: EventPolicy
            metadata:
              name: {name}
            spec:
              to:
                - ref:
                    apiVersion: eventing.knative.dev/v1
                    kind: Broker
                    name: {broker}
              from:
                - ref:
                    apiVersion: sources.knative.dev/{version}
                    kind: {kind}
                    name: {source}
            """;

    private static final String ANY =
            "# Of any type: what it sends is not declared, or is what was let in before.\n";

    private EventPolicies() {}

    static String of(Domain domain) {
        var names = new HashSet<String>();
        var documents = new ArrayList<String>();
        var order =
                Comparator.comparing((Source it) -> it.ref().key().name())
                        .thenComparing(it -> it.ref().kind());
        domain.resources().sources().values().stream()
                .filter(Needs::sendsToBroker)
                .filter(it -> !(it instanceof SinkBinding binding && binding.functions().isEmpty()))
                .sorted(order)
                .forEach(it -> documents.add(policy(domain, it, name(it.ref(), names))));
        return HEAD + String.join("---\n", documents);
    }

    /// Two sources of different kinds may have one name, two policies may not.
    private static String name(ObjectRef source, Set<String> names) {
        var name = source.key().name();
        return names.add(name) ? name : name + "-" + source.kind().toLowerCase(Locale.ROOT);
    }

    private static String policy(Domain domain, Source source, String name) {
        var broker = source.sink() instanceof Destination.Ref ref ? ref.key().name() : "";
        var types = types(domain, source);
        var head =
                POLICY.replace("{name}", Yaml.text(name))
                        .replace("{broker}", Yaml.text(broker))
                        .replace("{version}", source instanceof TimerSource ? "v1alpha1" : "v1")
                        .replace("{kind}", source.ref().kind())
                        .replace("{source}", Yaml.text(source.ref().key().name()));
        return types.map(it -> head + filters(domain, it)).orElse(ANY + head);
    }

    private static String filters(Domain domain, Set<String> types) {
        var text = new StringBuilder("  filters:\n");
        var indent = "    ";
        if (types.size() > 1) {
            text.append("    - any:\n");
            indent = "        ";
        }
        for (var type : types) {
            text.append(indent).append("- exact:\n");
            for (var entry : exact(domain, type).entrySet()) {
                text.append(indent)
                        .append(
                                "    %s: %s\n"
                                        .formatted(entry.getKey(), Yaml.text(entry.getValue())));
            }
        }
        return text.toString();
    }

    /// With the source, where all who want the type want it from one.
    private static Map<String, String> exact(Domain domain, String type) {
        var exact = new LinkedHashMap<String, String>();
        exact.put("type", type);
        var sources = new TreeSet<String>();
        for (var link : domain.carriers(type)) {
            for (var alternative : alternatives(link.filter())) {
                if (OfType.possible(alternative, type)) {
                    sources.addAll(alternative.requirements().getOrDefault("source", Set.of("")));
                }
            }
        }
        if (sources.size() == 1 && !sources.getFirst().isEmpty()) {
            exact.put("source", sources.getFirst());
        }
        return exact;
    }

    private static List<Filter> alternatives(Filter filter) {
        return filter instanceof Filter.Any(var filters) ? filters : List.of(filter);
    }

    /// Empty when it may send anything.
    private static Optional<Set<String>> types(Domain domain, Source source) {
        var types = new TreeSet<String>();
        switch (source) {
            case ContainerSource container -> types.addAll(outside(domain, container));
            case SinkBinding binding -> {
                for (var function : binding.functions()) {
                    var emits = emits(domain, function);
                    if (emits.isEmpty()) {
                        return Optional.empty();
                    }
                    types.addAll(emits);
                }
            }
            case PingSource _, TimerSource _, KafkaSource _ -> source.type().ifPresent(types::add);
        }
        return types.isEmpty() ? Optional.empty() : Optional.of(types);
    }

    private static List<String> outside(Domain domain, ContainerSource source) {
        return domain.contexts().stream()
                .flatMap(it -> it.outside().entrySet().stream())
                .filter(it -> isBy(source, it.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> emits(Domain domain, Key function) {
        return Optional.ofNullable(domain.functions().get(function))
                .flatMap(DomainFunction::code)
                .map(it -> List.copyOf(it.emitted().keySet()))
                .orElse(List.of());
    }

    /// Whether a context's word on a type from outside begins with the folder of this source.
    private static boolean isBy(ContainerSource source, String sender) {
        return sender.split("[\\s,;:]", 2)[0].equals("sources/" + source.key().name());
    }

    static boolean isSource(Domain domain, String sender) {
        return domain.resources().sources().values().stream()
                .anyMatch(it -> it instanceof ContainerSource source && isBy(source, sender));
    }
}
