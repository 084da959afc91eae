package dev.tideway.knlocal.function;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/// How the end of an instance is told: what happened, where its log is and what it ends with.
record Ending(String function, String instance, Path log) {
    private static final int LINES_SHOWN = 10;

    /// As the JDK, Node, Python, Go and Quarkus say it.
    private static final Pattern PORT_TAKEN =
            Pattern.compile(
                    "address (is )?already in use|EADDRINUSE|port \\d+ seems to be in use|already bound",
                    Pattern.CASE_INSENSITIVE);

    boolean portWasTaken() {
        return LogFiles.tail(log, LINES_SHOWN).stream()
                .anyMatch(line -> PORT_TAKEN.matcher(line).find());
    }

    StartFailure atStart(int code) {
        return told(ended(code) + " before it was ready");
    }

    StartFailure whileReady(int code) {
        return told(ended(code) + " while it was ready");
    }

    StartFailure neverReady(Probe.Answer last, Duration waited) {
        return told("was not ready after " + waited.toMillis() / 1000.0 + " s: " + why(last));
    }

    StartFailure notAlive(String why) {
        return told("has failed its liveness probe " + why);
    }

    static String why(Probe.Answer answer) {
        return switch (answer) {
            case Probe.Answer.Ready() -> "it exited meanwhile";
            case Probe.Answer.Closed() -> "it does not listen on the port that PORT names";
            case Probe.Answer.NotReady(var reason) -> reason;
        };
    }

    private StartFailure told(String what) {
        var reason =
                "function %s: instance %s %s; its log %s ends with:"
                        .formatted(function, instance, what, log);
        return new StartFailure(reason, LogFiles.tail(log, LINES_SHOWN));
    }

    private static String ended(int code) {
        return code > 128 ? "was ended by signal " + (code - 128) : "exited with code " + code;
    }
}
