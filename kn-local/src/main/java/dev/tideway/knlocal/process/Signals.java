package dev.tideway.knlocal.process;

import dev.tideway.knlocal.process.Launch.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Signals that Java itself cannot send, by the shell's own `kill`.
public final class Signals {
    private Signals() {}

    /// Best effort: a process that is gone already is no error. False when the signal could not be sent.
    public static boolean send(Signal signal, long pid) {
        var kill = "kill -s %s %d".formatted(signal, pid);
        try {
            return new ProcessBuilder("/bin/sh", "-c", kill)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException refused) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Waits up to `patience`; true when it is gone.
    public static boolean ended(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException lives) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
