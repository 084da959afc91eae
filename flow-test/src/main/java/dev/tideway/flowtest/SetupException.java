package dev.tideway.flowtest;

/// Why the tests cannot run at all, in words for whoever wrote them.
public final class SetupException extends RuntimeException {
    SetupException(String why) {
        super(why);
    }

    SetupException(String why, Throwable cause) {
        super(why, cause);
    }
}
