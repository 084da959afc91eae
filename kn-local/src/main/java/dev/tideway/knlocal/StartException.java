package dev.tideway.knlocal;

/// Why the runner cannot start: one line that names the thing and the mend.
public final class StartException extends Exception {
    public StartException(String why) {
        super(why);
    }

    public StartException(String why, Throwable cause) {
        super(why, cause);
    }
}
