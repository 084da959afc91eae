package dev.tideway.flowtest;

import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.Probes.Ask;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/// Has functions start all at once, before the first test's time counts: along a flow they would start one after the other.
final class Wake {
    private static final int UNAVAILABLE = 500;

    private Wake() {}

    /// Those that say where they may be asked how they are; the others start with their first event.
    ///
    /// @throws SetupException when one does not start
    static void all(Collection<FunctionSpec> functions, Web web, UnaryOperator<String> explained)
            throws InterruptedException {
        var asked = new ArrayList<Future<Optional<String>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var function : functions) {
                if (function.probes().readiness().ask() instanceof Ask.Http(var path)) {
                    asked.add(threads.submit(() -> trouble(function, path, web)));
                }
            }
        }
        var troubles = troubles(asked);
        if (!troubles.isEmpty()) {
            throw new SetupException(explained.apply(String.join("\n", troubles)));
        }
    }

    private static Optional<String> trouble(FunctionSpec function, String path, Web web)
            throws InterruptedException {
        var key = function.key();
        var answer = web.function(key.namespace(), key.name(), path);
        return answer.statusCode() < UNAVAILABLE
                ? Optional.empty()
                : Optional.of(
                        "function %s does not start: %d %s"
                                .formatted(key, answer.statusCode(), answer.body().strip()));
    }

    private static List<String> troubles(List<Future<Optional<String>>> asked)
            throws InterruptedException {
        var troubles = new ArrayList<String>();
        for (var each : asked) {
            try {
                each.get().ifPresent(troubles::add);
            } catch (ExecutionException e) {
                troubles.add(String.valueOf(e.getCause()));
            }
        }
        return troubles;
    }
}
