package dev.tideway.knlocal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// Starts children that never outlive this JVM, whatever ends it, kill -9 included.
///
/// Each child leads a process group in which a tiny `sh` waits for the end of a pipe that only this JVM
/// holds, and then kills the group: so a child's own children die too. Linux' parent-death signal
/// (`setpriv --pdeathsig`) is the second rope where it exists.
public final class Leash {
    /// Arguments: the signal, then the command. `$$` stays the pid of the command after `exec`. The watcher
    /// is a member of the group, so the group's number cannot be given to anybody else while it looks.
    private static final String WATCH =
            """
            signal=$1; shift
            exec 3<&0 </dev/null
            ( {
              read -r end <&3
              kill -s "$signal" $$
              left=50
              while [ $left -gt 0 ] && kill -0 $$; do sleep 0.1; left=$((left - 1)); done
              kill -s KILL -- -$$
            } >/dev/null 2>&1 & )
            exec 3<&-
            exec "$@"
            """;

    /// A Linux desktop gives each session its share first (autogroup), and niceness counts only within it.
    private static final String BACK_OFF =
            """
            { echo 15 >/proc/self/autogroup; } 2>/dev/null
            exec nice -n 15 "$@"
            """;

    private final Tools tools;

    Leash(Tools tools) {
        this.tools = tools;
    }

    /// Looks for the system's programs once (about 5 ms).
    ///
    /// @throws LaunchException when this system lacks what it takes
    public static Leash onThisMachine() throws LaunchException {
        return new Leash(Tools.onThisMachine());
    }

    /// Starts a child; returns as soon as the system has forked it.
    ///
    /// @throws LaunchException when the folder or the output file is not usable, or the system refuses; a
    ///     command that does not exist shows as exit code 127 with the reason in the output
    public ChildProcess start(Launch launch) throws LaunchException {
        var started = new CompletableFuture<ChildProcess>();
        Starter.QUEUE.add(() -> complete(started, launch));
        try {
            // Not interruptible: a child that starts meanwhile would be nobody's. It takes
            // milliseconds.
            return started.join();
        } catch (CompletionException failed) {
            throw refused(launch, failed.getCause());
        }
    }

    private void complete(CompletableFuture<ChildProcess> started, Launch launch) {
        try {
            started.complete(fork(launch));
        } catch (IOException | LaunchException | RuntimeException failed) {
            started.completeExceptionally(failed);
        }
    }

    private ChildProcess fork(Launch launch) throws IOException, LaunchException {
        if (!Files.isDirectory(launch.directory())) {
            throw new LaunchException("no such folder: " + launch.directory());
        }
        Files.createDirectories(launch.output().toAbsolutePath().getParent());
        var builder =
                new ProcessBuilder(leashed(launch))
                        .directory(launch.directory().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.output().toFile()));
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        return new ChildProcess(builder.start(), launch.output());
    }

    private List<String> leashed(Launch launch) throws LaunchException {
        var command = new ArrayList<>(tools.group());
        if (launch.background()) {
            command.addAll(List.of("/bin/sh", "-c", BACK_OFF, "kn-local"));
        }
        if (tools.setpriv().isPresent()) {
            command.addAll(setpriv(tools.setpriv().get(), launch));
        } else if (launch.runAs().isPresent()) {
            throw new LaunchException("running it as another user needs setpriv (util-linux)");
        }
        command.addAll(List.of("/bin/sh", "-c", WATCH, "kn-local", launch.orphaned().name()));
        command.addAll(launch.command());
        return command;
    }

    private static List<String> setpriv(Path setpriv, Launch launch) {
        var command = new ArrayList<String>();
        command.add(setpriv.toString());
        launch.runAs()
                .ifPresent(user -> {
                    command.add("--reuid=" + user.uid());
                    command.add("--regid=" + user.gid());
                    command.add("--clear-groups");
                });
        command.addAll(List.of("--pdeathsig", launch.orphaned().name()));
        return command;
    }

    private static LaunchException refused(Launch launch, @Nullable Throwable cause) {
        var why = cause == null ? "no reason given" : cause.getMessage();
        return new LaunchException(
                "cannot start " + launch.command().getFirst() + ": " + why, cause);
    }

    /// The kernel sends the parent-death signal when the *thread* that forked ends; this one never does.
    private static final class Starter {
        static final LinkedBlockingQueue<Runnable> QUEUE = new LinkedBlockingQueue<>();

        static {
            Thread.ofPlatform().daemon().name("leash").start(Starter::run);
        }

        private static void run() {
            while (true) {
                try {
                    QUEUE.take().run();
                } catch (InterruptedException ignored) {
                    // Nobody has a reason to end this thread, and ending it would end the children.
                }
            }
        }
    }
}
