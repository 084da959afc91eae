package dev.tideway.flowtest;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The runner of a test run: one at a time, for two would share two processors and the memory. One that did not start is not
/// tried again.
final class Runners implements AutoCloseable {
    private final Path here;
    private final Map<Wanted, SetupException> failed = new HashMap<>();
    private Optional<Running> running = Optional.empty();

    private record Running(Wanted wanted, Runner runner) {}

    /// @param here where the tests run
    Runners(Path here) {
        this.here = here;
    }

    synchronized Runner of(FlowTest asked) throws InterruptedException {
        var wanted = Wanted.of(asked, here);
        var before = failed.get(wanted);
        if (before != null) {
            throw before;
        }
        if (running.filter(it -> it.wanted().equals(wanted)).isEmpty()) {
            close();
            running = Optional.of(new Running(wanted, start(wanted)));
        }
        return running.orElseThrow().runner();
    }

    private Runner start(Wanted wanted) throws InterruptedException {
        try {
            return Runner.start(wanted, here);
        } catch (SetupException e) {
            failed.put(wanted, e);
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        running.ifPresent(it -> it.runner().close());
        running = Optional.empty();
    }
}
