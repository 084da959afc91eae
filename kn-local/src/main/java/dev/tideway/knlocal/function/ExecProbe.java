package dev.tideway.knlocal.function;

import dev.tideway.knlocal.process.ChildProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A probe by a command, which runs with an instance's environment in its folder.
record ExecProbe(List<String> command, Starting starting) {
    @FunctionalInterface
    interface Starting {
        ChildProcess start() throws CannotStartException;
    }

    Probe.Answer ask(Duration timeout) throws InterruptedException {
        try (var child = starting.start()) {
            var code = child.exited().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return code == 0
                    ? new Probe.Answer.Ready()
                    : new Probe.Answer.NotReady(said("ends with " + code));
        } catch (CannotStartException e) {
            return new Probe.Answer.NotReady(said("does not start: " + e.getMessage()));
        } catch (TimeoutException slow) {
            return new Probe.Answer.NotReady(
                    said("takes longer than " + timeout.toSeconds() + " s"));
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String said(String what) {
        return "the probe " + String.join(" ", command) + " " + what;
    }
}
