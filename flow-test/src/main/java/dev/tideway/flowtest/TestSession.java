package dev.tideway.flowtest;

import java.time.Duration;
import java.util.Optional;

/// One test on a runner.
final class TestSession {
    private static final System.Logger LOG = System.getLogger(TestSession.class.getName());

    private final Runner runner;
    private final Watch watch;
    private final Faults faults;
    private final Duration within;
    private final Flow flow;

    TestSession(Runner runner, Duration within) {
        this.runner = runner;
        this.watch = new Watch(runner);
        this.faults = new Faults(runner, watch);
        this.within = within;
        this.flow = new Flow(runner, watch, faults, within);
    }

    Flow flow() {
        return flow;
    }

    /// Adds the journey, unless it stands there.
    void explain(Throwable failure) {
        var message = failure.getMessage();
        if (!watch.roots().isEmpty() && (message == null || !message.contains(Story.LOG))) {
            failure.addSuppressed(new Journey(Story.of(runner, watch.roots())));
        }
    }

    /// Clears the faults, and lets what is still on its way come to its end, lest it meets the next test's faults.
    ///
    /// @param failed whether the test has
    void end(boolean failed) {
        if (!failed && faults.holdBack()) {
            goesOn();
        }
        var idle = faults.clear();
        var goesOn = goesOn();
        runner.spend(watch.roots());
        runner.heard().forget();
        goesOn.ifPresent(why -> LOG.log(System.Logger.Level.WARNING, why));
        if (!failed && !idle.isEmpty()) {
            throw new AssertionError(
                    "the test does not show what it is meant to: " + String.join("; ", idle));
        }
    }

    private Optional<String> goesOn() {
        if (watch.roots().isEmpty()) {
            return Optional.empty();
        }
        long end = System.nanoTime() + within.toNanos();
        for (var moment = watch.now(); ; moment = watch.now()) {
            long left = end - System.nanoTime();
            if (moment.isAtRest() || left <= 0) {
                return moment.isAtRest()
                        ? Optional.empty()
                        : Optional.of(Watch.late("the flow of a test did not end", within, moment));
            }
            watch.awaitMore(moment, left);
        }
    }

    /// What became of the flow of a test that failed.
    static final class Journey extends Exception {
        Journey(String story) {
            super("the flow's journey:\n" + story, null, false, false);
        }
    }
}
