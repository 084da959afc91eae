package dev.tideway.knlocal.revision;

import dev.tideway.knlocal.activator.Gate;
import dev.tideway.knlocal.activator.Refusal;
import dev.tideway.knlocal.activator.Split;
import dev.tideway.knlocal.function.Environment;
import dev.tideway.knlocal.function.History;
import dev.tideway.knlocal.function.Kept;
import dev.tideway.knlocal.manifest.FunctionSpec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The revisions of one function that take requests, or end the ones they have. Safe for any thread.
final class LiveRevisions {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRevisions.class);

    private final FunctionSpec spec;
    private final Environment environment;
    private final Platform platform;
    private final History history;
    private final Map<String, Revision> live = new ConcurrentHashMap<>();

    /// Of those that `spec.traffic` names and that are not there.
    private final Map<String, Gate> missing = new ConcurrentHashMap<>();

    LiveRevisions(FunctionSpec spec, Environment environment, Platform platform, History history) {
        this.spec = spec;
        this.environment = environment;
        this.platform = platform;
        this.history = history;
    }

    Revision open(Kept kept, FunctionSpec as) {
        var revision = new Revision(kept, as, history.supply(kept), environment, platform);
        live.put(kept.name(), revision);
        return revision;
    }

    void drop(Revision revision) {
        live.remove(revision.name());
    }

    Optional<Revision> find(String name) {
        return Optional.ofNullable(live.get(name));
    }

    Collection<Revision> all() {
        return List.copyOf(live.values());
    }

    Set<String> names() {
        return Set.copyOf(live.keySet());
    }

    /// Shares the requests out among their gates; those of earlier runs are opened.
    ///
    /// @param percent by name; together 100
    Split split(Map<String, Integer> percent) {
        return new Split(
                percent.entrySet().stream()
                        .map(it -> new Split.Share(gate(it.getKey()), it.getValue()))
                        .toList());
    }

    private Gate gate(String name) {
        return find(name)
                .or(() -> history.find(name).map(it -> open(it, it.spec())))
                .map(Revision::gate)
                .orElseGet(() -> missing.computeIfAbsent(name, this::missing));
    }

    private Gate missing(String name) {
        var names = history.all().stream().map(Kept::name).toList();
        LOG.warn(
                "{}: spec.traffic names the revision {}, which is not there; there is {}",
                spec.place(),
                name,
                String.join(", ", names));
        var gate = new Gate(spec, () -> {});
        gate.close(new Refusal.RevisionMissing(spec.key(), name));
        return gate;
    }
}
