package dev.tideway.knlocal.state;

/// A state folder that cannot be used; the message says which, why and what to do in one line.
public final class StateException extends Exception {
    public StateException(String why) {
        super(why);
    }

    public StateException(String why, Throwable cause) {
        super(why, cause);
    }
}
