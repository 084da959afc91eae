package dev.tideway.knlocal.catalogue;

import dev.tideway.knlocal.domain.Context;
import dev.tideway.knlocal.domain.DomainFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Contexts, and the event types that pass between them.
record ContextMap(Subject subject, Wiring wiring, Words words) {
    private static final String NONE = "no context";

    private record Way(String from, String to) implements Comparable<Way> {
        private static final Comparator<Way> ORDER =
                Comparator.comparing(Way::from).thenComparing(Way::to);

        @Override
        public int compareTo(Way other) {
            return ORDER.compare(this, other);
        }
    }

    String text() {
        var contexts = new Mermaid("c");
        var senders = new Mermaid("o");
        var lines = new ArrayList<>(List.of("flowchart LR"));
        for (var context : subject.contexts()) {
            node(lines, contexts, context.name(), "  %s[%s]");
        }
        ways(wiring.domain().types())
                .forEach((way, types) -> {
                    node(lines, contexts, way.from(), "  %s[%s]");
                    node(lines, contexts, way.to(), "  %s[%s]");
                    lines.add(edge(contexts.id(way.from()), types, contexts.id(way.to())));
                });
        outside()
                .forEach((way, types) -> {
                    node(lines, senders, way.from(), "  %s([%s])");
                    lines.add(edge(senders.id(way.from()), types, contexts.id(way.to())));
                });
        for (var way : deadLetters()) {
            node(lines, contexts, way.from(), "  %s[%s]");
            node(lines, contexts, way.to(), "  %s[%s]");
            var from = contexts.id(way.from());
            lines.add("  %s -.-> %s".formatted(from, contexts.id(way.to())));
        }
        return String.join("\n", lines);
    }

    private static void node(List<String> lines, Mermaid ids, String name, String shape) {
        if (!ids.knows(name)) {
            lines.add(shape.formatted(ids.id(name), Mermaid.quoted(name)));
        }
    }

    private String edge(String from, TreeSet<String> types, String to) {
        var label =
                types.stream()
                        .map(it -> Mermaid.text(words.brief(it)))
                        .collect(Collectors.joining("<br/>"));
        return "  %s -- \"%s\" --> %s".formatted(from, label, to);
    }

    /// From context to context, but not within one.
    private Map<Way, TreeSet<String>> ways(Iterable<String> types) {
        var ways = new TreeMap<Way, TreeSet<String>>();
        for (var type : types) {
            for (var emitter : wiring.emitters(type)) {
                for (var consumer : wiring.consumers(type)) {
                    var way = new Way(name(emitter), name(consumer.function()));
                    if (!way.from().equals(way.to())) {
                        ways.computeIfAbsent(way, _ -> new TreeSet<>()).add(type);
                    }
                }
            }
        }
        return ways;
    }

    private Map<Way, TreeSet<String>> outside() {
        var ways = new TreeMap<Way, TreeSet<String>>();
        for (var context : subject.contexts()) {
            context.outside()
                    .forEach((type, sender) ->
                            ways.computeIfAbsent(
                                            new Way(sender, context.name()), _ -> new TreeSet<>())
                                    .add(type));
        }
        return ways;
    }

    private TreeSet<Way> deadLetters() {
        var ways = new TreeSet<Way>();
        for (var link : wiring.domain().links()) {
            var from = link.function().flatMap(subject::function);
            var to = wiring.deadLetters(link);
            if (from.isPresent() && to.isPresent()) {
                var way = new Way(name(from.get()), name(to.get()));
                if (!way.from().equals(way.to())) {
                    ways.add(way);
                }
            }
        }
        return ways;
    }

    private String name(DomainFunction function) {
        return wiring.domain().contextOf(function.key()).map(Context::name).orElse(NONE);
    }
}
