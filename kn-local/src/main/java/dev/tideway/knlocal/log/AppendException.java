package dev.tideway.knlocal.log;

/// An event that the log did not take; the message says why in one line.
public final class AppendException extends Exception {
    public AppendException(String why) {
        super(why);
    }

    static AppendException tooLarge(int bytes) {
        return new AppendException(
                "the event takes %d bytes, the limit is %d"
                        .formatted(bytes, EventLog.MAX_EVENT_BYTES));
    }

    public AppendException(String why, Throwable cause) {
        super(why, cause);
    }
}
