package dev.tideway.knlocal.function;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who belongs to a fleet, in the order in which they were started. Guarded by the fleet's lock.
final class Roster {
    private static final Logger LOG = LoggerFactory.getLogger(Roster.class);

    private final String revision;
    private final List<Instance> instances = new ArrayList<>();
    private int number;

    /// Numbers on from the newest log there is.
    Roster(String revision, LogFiles logs) {
        this.revision = revision;
        try {
            this.number = logs.lastNumber();
        } catch (IOException e) {
            LOG.warn("revision {}: its old logs cannot be listed: {}", revision, e.toString());
        }
    }

    String nextName() {
        number++;
        return revision + "-" + number;
    }

    void add(Instance instance) {
        instances.add(instance);
    }

    void remove(Instance instance) {
        instances.remove(instance);
    }

    List<Instance> all() {
        return List.copyOf(instances);
    }

    /// Those that nobody has asked to stop.
    List<Instance> present() {
        return instances.stream().filter(instance -> !instance.leaving()).toList();
    }

    /// Whom to stop: those that still start, then those with the least to do, the youngest of them first.
    List<Instance> dispensable(int count, Routes routes) {
        var order =
                Comparator.<Instance>comparingInt(i -> isStarting(i) ? 0 : 1)
                        .thenComparingInt(i -> isStarting(i) ? 0 : routes.inFlight(i));
        return present().reversed().stream().sorted(order).limit(count).toList();
    }

    List<FleetSnapshot.Member> members() {
        return instances.stream().map(Roster::member).toList();
    }

    private static boolean isStarting(Instance instance) {
        return instance.state() instanceof InstanceState.Starting;
    }

    private static FleetSnapshot.Member member(Instance i) {
        return new FleetSnapshot.Member(i.name(), i.pid(), i.port(), i.state());
    }
}
