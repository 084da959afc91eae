package dev.tideway.knlocal.revision;

import dev.tideway.knlocal.function.CannotStartException;
import dev.tideway.knlocal.function.Environment;
import dev.tideway.knlocal.function.Fleet;
import dev.tideway.knlocal.function.History;
import dev.tideway.knlocal.function.Kept;
import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.Routing;
import dev.tideway.knlocal.state.StateException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A function: its revisions and where its traffic goes. The one that changes either is the thread that starts it, and
/// from then on the one of its [Rollout].
public final class Service {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final FunctionSpec spec;
    private final Platform platform;
    private final History history;

    private final LiveRevisions live;
    private volatile Revision latest;
    private volatile Traffic traffic;

    /// @throws StateException when what is kept of its revisions cannot be read or written
    public Service(FunctionSpec spec, Environment environment, Platform platform)
            throws StateException {
        this.spec = spec;
        this.platform = platform;
        this.history = new History(spec, platform.host().settings());
        this.live = new LiveRevisions(spec, environment, platform, history);
        this.latest =
                switch (history.settle()) {
                    case History.Made.Revision(var kept) -> live.open(kept, spec);
                    case History.Made.Refused(var why, var instead) -> {
                        LOG.warn(why);
                        yield live.open(instead, instead.spec());
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
        live.all().forEach(Revision::scale);
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

    Revision opened(Kept kept) {
        return live.open(kept, spec);
    }

    void dropped(Revision revision) {
        live.drop(revision);
    }

    /// The key of the build that the latest revision is of; empty while it was never started.
    String latestBuild() {
        return history.find(latest.name()).map(Kept::build).orElse("");
    }

    /// Requests from now on go to this one where they are for the latest, or begin to; who gets none any more ends what it
    /// has. All go at once when the one before could not be started again.
    void moveTo(Revision next) {
        var now = platform.clock().instant();
        var before = wanted();
        traffic =
                spec.routing()
                        .rollout()
                        .filter(_ -> latest.supply().isKept())
                        .map(duration -> traffic.to(next.name(), duration, now))
                        .orElseGet(() -> Traffic.of(spec.routing(), next.name()));
        latest = next;
        goOn(before);
    }

    /// Moves what is due of a rollout.
    void step() {
        var moved = traffic.at(platform.clock().instant());
        if (!moved.equals(traffic)) {
            var before = wanted();
            traffic = moved;
            goOn(before);
            if (moved.nextStep().isEmpty()) {
                LOG.info("revision {} takes all the requests", latest.name());
            }
        }
    }

    /// How long nothing is due; empty means that nothing moves.
    Optional<Duration> untilStep() {
        return traffic.nextStep().map(it -> Duration.between(platform.clock().instant(), it));
    }

    private void goOn(Set<String> before) {
        route();
        var successor = latest;
        before.removeAll(wanted());
        for (var name : before) {
            live.find(name)
                    .ifPresent(it ->
                            Thread.ofVirtual()
                                    .name("retire-" + name)
                                    .start(() -> retire(it, successor)));
        }
    }

    private Set<String> wanted() {
        var names = traffic.reachable();
        names.add(latest.name());
        return names;
    }

    private void retire(Revision before, Revision next) {
        before.retire(next);
        dropped(before);
        LOG.info("revision {} has ended what it had and is stopped", before.name());
        prune();
    }

    void prune() {
        history.prune(live.names(), platform.kept());
    }

    private void route() {
        platform.activator().route(spec.key(), live.split(traffic.percent()));
        traffic.tags()
                .forEach((tag, percent) ->
                        platform.activator()
                                .route(Routing.tagged(tag, spec.key()), live.split(percent)));
        var reachable = traffic.reachable();
        for (var name : wanted()) {
            live.find(name).ifPresent(it -> it.reachable(reachable.contains(name)));
        }
    }

    /// As it is now, the latest first.
    public List<RevisionView> revisions() {
        var first = latest.name();
        var now = traffic;
        return live.all().stream()
                .sorted(
                        Comparator.comparing((Revision it) -> !it.name().equals(first))
                                .thenComparing(Revision::name, Comparator.reverseOrder()))
                .map(it ->
                        new RevisionView(
                                it.name(),
                                now.percent().getOrDefault(it.name(), 0),
                                now.tagsOf(it.name()),
                                it.fleet().snapshot(),
                                it.gate().snapshot()))
                .toList();
    }

    /// Stops every instance of all of them; returns when none is left.
    public static void closeAll(Collection<Service> services) {
        Fleet.closeAll(
                services.stream()
                        .flatMap(it -> it.live.all().stream())
                        .map(Revision::fleet)
                        .toList());
    }
}
