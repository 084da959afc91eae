package dev.tideway.flowtest;

import dev.tideway.knlocal.status.FaultOrders;
import dev.tideway.knlocal.status.FaultsJson;
import java.net.http.HttpResponse;
import java.util.List;

/// Sets a test's faults at the runner's control port, and clears them after it.
record Faults(Runner runner) {
    private static final int DONE = 200;

    /// @throws IllegalArgumentException when no such function takes part
    void set(FlowFault fault) {
        var function = runner.function(fault.function()).toString();
        var order = FaultOrders.write(new FaultOrders.Wanted(function, fault.fault()));
        var answer = order("/api/faults", order);
        if (answer.statusCode() != DONE) {
            throw new IllegalArgumentException(answer.body().strip());
        }
    }

    /// @return those that have struck nothing, in words
    List<String> clear() {
        var idle =
                FaultsJson.read(all().body()).stream()
                        .filter(it -> it.struck() == 0)
                        .map(it -> it.function() + " " + it.fault().words())
                        .toList();
        order("/api/faults/clear", "{}");
        return idle;
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
