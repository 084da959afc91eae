package dev.tideway.knlocal.revision;

import dev.tideway.knlocal.activator.Gate;
import dev.tideway.knlocal.activator.Refusal;
import dev.tideway.knlocal.activator.Split;
import dev.tideway.knlocal.function.CannotStartException;
import dev.tideway.knlocal.function.Environment;
import dev.tideway.knlocal.function.Fleet;
import dev.tideway.knlocal.function.History;
import dev.tideway.knlocal.function.Kept;
import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.Routing;
import dev.tideway.knlocal.state.StateException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A function: its revisions and where its traffic goes. The one that changes either is the thread that starts it, and
/// from then on the one of its [Rollout].
public final class Service {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final FunctionSpec spec;
    private final Environment environment;
    private final Platform platform;
    private final History history;

    /// Those that take requests, or end the ones they have.
    private final Map<String, Revision> live = new ConcurrentHashMap<>();

    private volatile Revision latest;
    private volatile Traffic traffic;

    /// @throws StateException when what is kept of its revisions cannot be read or written
    public Service(FunctionSpec spec, Environment environment, Platform platform)
            throws StateException {
        this.spec = spec;
        this.environment = environment;
        this.platform = platform;
        this.history = new History(spec, platform.host().settings());
        this.latest =
                switch (history.settle()) {
                    case History.Made.Revision(var kept) -> opened(kept, spec);
                    case History.Made.Refused(var why, var instead) -> {
                        LOG.warn(why);
                        yield opened(instead, instead.spec());
                    }
                    case History.Made.NotYet() ->
                            throw new StateException("function " + spec.key() + " has no revision");
                };
        this.traffic = Traffic.of(spec.routing(), latest.name());
        route();
    }

    public FunctionSpec spec() {
        return spec;
    }

    History history() {
        return history;
    }

    Revision latest() {
        return latest;
    }

    /// From now on instances are started and stopped.
    public void start() {
        live.values().forEach(Revision::scale);
    }

    /// Takes the build over before anybody waits for that.
    void prepare() {
        try {
            var _ = latest.supply().current();
        } catch (CannotStartException later) {
            // Whoever starts it is told so.
            LOG.debug("not taken over: {}", later.getMessage());
        }
    }

    Revision opened(Kept kept, FunctionSpec as) {
        var revision = new Revision(kept, as, history.supply(kept), environment, platform);
        live.put(kept.name(), revision);
        return revision;
    }

    void dropped(Revision revision) {
        live.remove(revision.name());
    }

    /// The key of the build that the latest revision is of; empty while it was never started.
    String latestBuild() {
        return history.find(latest.name()).map(Kept::build).orElse("");
    }

    /// Requests from now on go to this one where they are for the latest; the one before ends what it has.
    void moveTo(Revision next) {
        var before = latest;
        latest = next;
        traffic = Traffic.of(spec.routing(), next.name());
        route();
        if (!before.isReachable()) {
            Thread.ofVirtual().name("retire-" + before.name()).start(() -> retire(before, next));
        }
    }

    private void retire(Revision before, Revision next) {
        before.retire(next);
        dropped(before);
        LOG.info("revision {} has ended what it had and is stopped", before.name());
        prune();
    }

    void prune() {
        history.prune(live.keySet(), platform.kept());
    }

    private void route() {
        var shares =
                traffic.percent().entrySet().stream()
                        .filter(it -> it.getValue() > 0)
                        .map(it -> new Split.Share(gate(it.getKey()), it.getValue()))
                        .toList();
        var tags = traffic.tags();
        platform.activator().route(spec.key(), new Split(shares));
        tags.forEach((tag, name) ->
                platform.activator()
                        .route(Routing.tagged(tag, spec.key()), Split.allTo(gate(name))));
        var reachable = traffic.reachable();
        live.values().forEach(it -> it.reachable(reachable.contains(it.name())));
    }

    private Gate gate(String name) {
        var revision = live.get(name);
        if (revision != null) {
            return revision.gate();
        }
        var kept = history.find(name);
        return kept.isPresent() ? opened(kept.get(), kept.get().spec()).gate() : missing(name);
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

    /// As it is now, the latest first.
    public List<RevisionView> revisions() {
        var first = Optional.ofNullable(latest);
        return live.values().stream()
                .sorted((a, b) -> Boolean.compare(isLatest(b, first), isLatest(a, first)))
                .map(it ->
                        new RevisionView(
                                it.name(),
                                traffic.percent().getOrDefault(it.name(), 0),
                                traffic.tagsOf(it.name()),
                                it.fleet().snapshot(),
                                it.gate().snapshot()))
                .toList();
    }

    private static boolean isLatest(Revision revision, Optional<Revision> latest) {
        return latest.filter(revision::equals).isPresent();
    }

    /// Stops every instance of all of them; returns when none is left.
    public static void closeAll(Collection<Service> services) {
        Fleet.closeAll(
                services.stream()
                        .flatMap(it -> it.live.values().stream())
                        .map(Revision::fleet)
                        .toList());
    }
}
