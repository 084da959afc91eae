package dev.tideway.knlocal.dispatch;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/// Why a request failed, in one line.
final class Reason {
    private static final Pattern SYSTEM_CALL =
            Pattern.compile("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ");

    private Reason() {}

    /// Without the system call and the number that Linux' own transport puts before the words.
    static String of(ExecutionException e) {
        var cause = Objects.requireNonNullElse(e.getCause(), e);
        return cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : SYSTEM_CALL.matcher(cause.getMessage()).replaceFirst("");
    }
}
