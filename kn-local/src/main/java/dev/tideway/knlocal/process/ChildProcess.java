package dev.tideway.knlocal.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A running child on the [Leash]; safe for any thread.
public final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final Path output;
    private final CompletableFuture<Integer> exited;

    ChildProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
        this.exited = process.onExit().thenApply(this::whenExited);
    }

    public long pid() {
        return process.pid();
    }

    /// The file that takes its standard output and error.
    public Path output() {
        return output;
    }

    public boolean alive() {
        return process.isAlive();
    }

    /// Completes with the exit code, 128 + n when signal n ended it. Completed by the JVM's reaper thread:
    /// do nothing long in a dependent.
    public CompletableFuture<Integer> exited() {
        return exited.copy();
    }

    /// SIGTERM; SIGKILL when it is still there after `grace`; then whatever it has left behind in its process
    /// group. Returns its exit code when it is gone; interrupted, it kills at once.
    public int stop(Duration grace) {
        // Not `Process.destroy`, which closes the pipe too and so ends the group at once.
        process.toHandle().destroy();
        try {
            return exited.get(grace.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException stubborn) {
            return kill();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return kill();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// SIGKILL to it and its process group; returns when it is gone.
    public int kill() {
        process.destroyForcibly();
        letGo();
        return exited.join();
    }

    @Override
    public void close() {
        kill();
    }

    /// What it uses now; empty when it is gone or this system does not tell.
    public Optional<Usage> usage() {
        var cpu = process.info().totalCpuDuration();
        var memory = residentBytes();
        if (cpu.isEmpty() || memory.isEmpty() || !process.isAlive()) {
            return Optional.empty();
        }
        return Optional.of(new Usage(memory.get(), cpu.get()));
    }

    public record Usage(long residentBytes, Duration cpu) {}

    private Optional<Long> residentBytes() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException | UncheckedIOException gone) {
            return Optional.empty();
        }
    }

    private int whenExited(Process ended) {
        letGo();
        return ended.exitValue();
    }

    /// Ends the pipe, as the end of this JVM would; on that the watcher ends the group.
    void letGo() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyBroken) {
            // The watcher is gone, and the group with it: it is the pipe's only reader.
            return;
        }
    }
}
