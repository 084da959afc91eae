package dev.tideway.knlocal.drift;

import dev.tideway.knlocal.domain.Code;
import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.drift.Row.Kind;
import dev.tideway.knlocal.drift.Row.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Compares a domain with what was observed.
public final class Drift {
    private final Domain domain;
    private final Observation seen;
    private final Declared declared;

    private Drift(Domain domain, Observation seen) {
        this.domain = domain;
        this.seen = seen;
        this.declared = new Declared(domain);
    }

    /// A row for every type, then for what each function emits, then for what each takes.
    public static List<Row> of(Domain domain, Observation seen) {
        var drift = new Drift(domain, seen);
        var rows = new ArrayList<Row>();
        drift.types().forEach(it -> rows.add(drift.type(it)));
        drift.emitted().forEach(it -> rows.add(drift.emits(it)));
        drift.taken().forEach(it -> rows.add(drift.takes(it)));
        return List.copyOf(rows);
    }

    private Set<String> types() {
        var types = new TreeSet<>(domain.types());
        types.addAll(seen.types().keySet());
        seen.named().forEach(it -> types.add(it.type()));
        return types;
    }

    private Set<Edge> emitted() {
        var edges = new TreeSet<>(seen.emitted());
        for (var function : domain.functions().values()) {
            function.code().stream()
                    .flatMap(it -> it.emitted().keySet().stream())
                    .forEach(it -> edges.add(new Edge(it, function.name())));
        }
        return edges;
    }

    private Set<Edge> taken() {
        var edges = new TreeSet<>(seen.taken());
        edges.addAll(seen.named());
        for (var function : domain.functions().values()) {
            function.code().stream()
                    .flatMap(it -> it.handlers().stream())
                    .filter(it -> !it.takesAny())
                    .flatMap(it -> it.types().stream())
                    .forEach(it -> edges.add(new Edge(it, function.name())));
            domain.linksTo(function.key()).stream()
                    .flatMap(it -> it.types().orElse(Set.of()).stream())
                    .forEach(it -> edges.add(new Edge(it, function.name())));
        }
        return edges;
    }

    private Row type(String type) {
        var wired = new TreeSet<>(declared.triggers(type));
        seen.named().stream()
                .filter(it -> it.type().equals(type))
                .forEach(it -> wired.add("cluster, to " + it.function()));
        return row(
                Kind.TYPE,
                new Edge(type, ""),
                declared.type(type),
                List.copyOf(wired),
                Optional.ofNullable(seen.types().get(type)).map(List::copyOf).orElse(List.of()));
    }

    private Row emits(Edge edge) {
        return row(
                Kind.EMITS,
                edge,
                declared.emits(edge),
                declared.hubs(edge.function()),
                seen.emitted().contains(edge) ? List.of("yes") : List.of());
    }

    private Row takes(Edge edge) {
        var wired = new ArrayList<>(declared.arrivals(edge));
        if (seen.brings(edge)) {
            wired.add("cluster");
        }
        return row(
                Kind.TAKES,
                edge,
                declared.takes(edge),
                wired,
                seen.taken().contains(edge) ? List.of("yes") : List.of());
    }

    private Row row(
            Kind kind, Edge edge, List<String> says, List<String> wired, List<String> observed) {
        var verdict = verdict(kind, edge, says, wired, observed);
        var words = Words.of(kind, verdict, edge, !observed.isEmpty(), isMissing(edge));
        return new Row(
                kind,
                edge.type(),
                edge.function(),
                says,
                List.copyOf(wired),
                observed,
                verdict,
                words.what(),
                words.mend());
    }

    private Verdict verdict(
            Kind kind, Edge edge, List<String> says, List<String> wired, List<String> observed) {
        if (says.isEmpty() && isKnown(kind, edge)) {
            return Verdict.UNDECLARED;
        }
        if (kind == Kind.TAKES && (wired.isEmpty() || isMissing(edge))) {
            return Verdict.UNWIRED;
        }
        return observed.isEmpty() && (kind == Kind.TYPE || seen.edges())
                ? Verdict.UNOBSERVED
                : Verdict.AGREED;
    }

    /// Whether a cluster lacks what a trigger of the domain's own YAML brings.
    private boolean isMissing(Edge edge) {
        return !seen.edges() && declared.isNamed(edge) && !seen.brings(edge);
    }

    /// Of a function without code nobody knows what it takes and emits.
    private boolean isKnown(Kind kind, Edge edge) {
        return kind == Kind.TYPE
                || domain.functions().values().stream()
                        .filter(it -> it.name().equals(edge.function()))
                        .map(DomainFunction::code)
                        .allMatch(Optional<Code>::isPresent);
    }
}
