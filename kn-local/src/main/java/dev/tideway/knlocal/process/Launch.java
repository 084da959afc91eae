package dev.tideway.knlocal.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What to start and how: the command, its folder, its whole environment (nothing is inherited) and the file
/// that takes its output.
///
/// @param output appended to; its folder is made when missing
/// @param orphaned the signal the child gets first when this JVM is gone; SIGKILL follows after 5 s
/// @param background runs at low priority
public record Launch(
        List<String> command,
        Path directory,
        Map<String, String> environment,
        Path output,
        Signal orphaned,
        boolean background,
        Optional<RunAs> runAs) {

    public Launch {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("nothing to start: the command is empty");
        }
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    public static Launch of(
            List<String> command, Path directory, Map<String, String> environment, Path output) {
        return new Launch(
                command, directory, environment, output, Signal.KILL, false, Optional.empty());
    }

    public Launch inBackground() {
        return new Launch(command, directory, environment, output, orphaned, true, runAs);
    }

    public Launch whenOrphaned(Signal signal) {
        return new Launch(command, directory, environment, output, signal, background, runAs);
    }

    /// Only for a runner that is root; needs `setpriv`.
    public Launch as(RunAs user) {
        return new Launch(
                command, directory, environment, output, orphaned, background, Optional.of(user));
    }

    public enum Signal {
        TERM,
        INT,
        QUIT,
        KILL
    }

    public record RunAs(int uid, int gid) {}
}
