package dev.tideway.flowtest;

import dev.tideway.knlocal.fault.Fault;
import dev.tideway.knlocal.fault.StandingFault;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.status.FaultOrders;
import dev.tideway.knlocal.status.FaultsJson;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A test's faults: set at the runner's control port, and cleared after it.
final class Faults {
    private static final int DONE = 200;
    private static final long LONG = Long.MAX_VALUE;

    private final Runner runner;
    private final Watch watch;
    private final List<Reorder> reorders = new ArrayList<>();
    private final List<Thread> helpers = new ArrayList<>();

    Faults(Runner runner, Watch watch) {
        this.runner = runner;
        this.watch = watch;
    }

    /// @throws IllegalArgumentException when no such function takes part
    void set(FlowFault fault) {
        set(runner.function(fault.function()), fault.fault());
    }

    private StandingFault set(Key function, Fault fault) {
        var order = FaultOrders.write(new FaultOrders.Wanted(function.toString(), fault));
        var answer = order("/api/faults", order);
        if (answer.statusCode() != DONE) {
            throw new IllegalArgumentException(answer.body().strip());
        }
        return FaultsJson.read(answer.body()).getFirst();
    }

    /// @throws IllegalArgumentException when it cannot happen
    void set(Reorder reorder) {
        var holding = set(reorder.function(), reorder.fault());
        reorders.add(reorder);
        helpers.add(Thread.startVirtualThread(() -> letGo(reorder, holding)));
    }

    /// Whether an event is to be overtaken, which takes its time.
    boolean holdBack() {
        return !reorders.isEmpty();
    }

    /// Ends the fault that holds an event back, once the other has overtaken it.
    private void letGo(Reorder reorder, StandingFault holding) {
        var moment = watch.now();
        while (!reorder.isOver(moment.steps())) {
            if (Thread.currentThread().isInterrupted() || !watch.waits(moment, LONG)) {
                return;
            }
            moment = watch.now();
        }
        try {
            clear(OptionalInt.of(holding.number()));
        } catch (IllegalStateException e) {
            // The test is over, and what is left of its faults is cleared with it.
            if (!Thread.currentThread().isInterrupted()) {
                throw e;
            }
        }
    }

    private void clear(OptionalInt number) {
        order(
                "/api/faults/clear",
                FaultOrders.write(new FaultOrders.Cleared(Optional.empty(), number)));
    }

    /// And says what they did not come to.
    List<String> clear() {
        helpers.forEach(Thread::interrupt);
        helpers.forEach(Faults::join);
        var idle = new ArrayList<String>();
        for (var standing : FaultsJson.read(all().body())) {
            if (standing.struck() == 0) {
                idle.add(
                        "%s %s: that has struck nothing"
                                .formatted(standing.function(), standing.fault().words()));
            }
        }
        clear(OptionalInt.empty());
        var steps = watch.now().steps();
        reorders.forEach(it -> it.complaint(steps).ifPresent(idle::add));
        return idle;
    }

    private static void join(Thread helper) {
        try {
            helper.join();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private HttpResponse<String> all() {
        try {
            return runner.web().control("/api/faults");
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private HttpResponse<String> order(String path, String json) {
        try {
            return runner.web().order(path, json);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while a fault was set", e);
    }
}
