package dev.tideway.knlocal.database;

/// A database that is not there as it should be; the message is one line that names the thing, its place and
/// the mend.
public sealed class DatabaseException extends Exception {
    public DatabaseException(String why) {
        super(why);
    }

    public DatabaseException(String why, Throwable cause) {
        super(why, cause);
    }

    /// No server runs, so no runner does.
    public static final class NotRunning extends DatabaseException {
        NotRunning(String why, Throwable cause) {
            super(why, cause);
        }
    }

    /// What another attempt may find gone: a port that is taken, processes of a killed server that still end.
    static final class Passing extends DatabaseException {
        Passing(String why) {
            super(why);
        }
    }
}
