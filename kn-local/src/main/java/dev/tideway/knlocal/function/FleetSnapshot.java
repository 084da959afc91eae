package dev.tideway.knlocal.function;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A function's instances at one moment.
///
/// @param desired what the autoscaler has asked for last
/// @param failure why the last instance ended that was not asked to; empty again once one is ready
/// @param coldStart how long the last start took, spawn to ready
public record FleetSnapshot(
        int desired,
        List<Member> members,
        Optional<StartFailure> failure,
        Optional<Duration> coldStart) {
    public FleetSnapshot {
        members = List.copyOf(members);
    }

    /// One instance. `pid` and `port` are 0 until there is a process.
    public record Member(String name, long pid, int port, InstanceState state) {}

    public int starting() {
        return count(InstanceState.Starting.class);
    }

    public int ready() {
        return count(InstanceState.Ready.class);
    }

    public int draining() {
        return count(InstanceState.Draining.class);
    }

    private int count(Class<? extends InstanceState> state) {
        return (int) members.stream().filter(m -> state.isInstance(m.state())).count();
    }
}
