package dev.tideway.knlocal.log;

import org.jspecify.annotations.Nullable;

/// What the log could not do (start, open, read, commit); the message is one line for the user.
public final class LogException extends RuntimeException {
    public LogException(String why, @Nullable Throwable cause) {
        super(why, cause);
    }
}
