package dev.tideway.knlocal.revision;

import dev.tideway.knlocal.activator.Gate;
import dev.tideway.knlocal.function.Environment;
import dev.tideway.knlocal.function.Fleet;
import dev.tideway.knlocal.function.Kept;
import dev.tideway.knlocal.function.StartFailure;
import dev.tideway.knlocal.function.Supply;
import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.Key;
import java.util.Optional;

/// A revision that takes requests, or may: its gate, its instances, and what they are started from.
final class Revision {
    private final Key key;
    private final FunctionSpec spec;
    private final Supply supply;
    private final Gate gate;
    private final Fleet fleet;
    private final Platform platform;
    private volatile boolean reachable;

    Revision(
            Kept kept,
            FunctionSpec spec,
            Supply supply,
            Environment environment,
            Platform platform) {
        this.key = new Key(spec.key().namespace(), kept.name());
        this.spec = spec;
        this.supply = supply;
        this.platform = platform;
        this.gate =
                new Gate(
                        spec,
                        () -> platform.autoscaler().poke(key),
                        took -> platform.host().worked(spec.key(), took));
        this.fleet = new Fleet(spec, environment, supply, gate, platform.host());
    }

    String name() {
        return key.name();
    }

    Supply supply() {
        return supply;
    }

    Gate gate() {
        return gate;
    }

    Fleet fleet() {
        return fleet;
    }

    boolean isReachable() {
        return reachable;
    }

    /// Whether any address leads to it.
    void reachable(boolean now) {
        reachable = now;
    }

    /// From now on instances are started and stopped.
    void scale() {
        scale(spec);
    }

    /// As [#scale], with one instance at least until one was ready: to see whether it starts.
    void prove() {
        var scaling = spec.scaling();
        var initial = Math.max(1, scaling.initialScale().orElse(1));
        reachable = true;
        scale(spec.with(scaling.withInitialScale(initial)));
    }

    private void scale(FunctionSpec as) {
        platform.autoscaler().add(key, as, gate, fleet, this::isReachable);
    }

    boolean isUp() {
        return fleet.snapshot().ready() > 0;
    }

    Optional<StartFailure> failure() {
        return fleet.snapshot().failure();
    }

    /// Sends everybody who waits or comes to its successor, and returns when its last request has ended and no instance
    /// is left.
    void retire(Revision successor) {
        reachable = false;
        platform.autoscaler().remove(key);
        gate.retire(successor.gate);
        fleet.retire();
    }

    /// Gives it up.
    void close() {
        platform.autoscaler().remove(key);
        fleet.close();
    }
}
