package dev.tideway.knlocal.process;

import org.jspecify.annotations.Nullable;

/// A child that could not be started; the message says which and why in one line.
public final class LaunchException extends Exception {
    public LaunchException(String why) {
        super(why);
    }

    public LaunchException(String why, @Nullable Throwable cause) {
        super(why, cause);
    }
}
