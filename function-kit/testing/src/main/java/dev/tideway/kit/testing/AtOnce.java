package dev.tideway.kit.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// Runs tasks at the same time, each on a thread of its own, for tests of several writers.
public final class AtOnce {

    private AtOnce() {}

    /// The results in the tasks' order; the first failure is thrown on.
    public static <T> List<T> all(List<? extends Callable<T>> tasks) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
