package dev.tideway.knlocal.check;

import java.util.Locale;

/// How bad it is.
public enum Severity {
    /// It cannot work: events are lost to the dead letters, or nothing starts.
    ERROR,
    /// It works, and will surprise somebody.
    WARNING;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
