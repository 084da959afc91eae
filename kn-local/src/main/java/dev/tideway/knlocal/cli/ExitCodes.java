package dev.tideway.knlocal.cli;

/// As the help documents them.
final class ExitCodes {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NO_RUNNER = 3;

    private ExitCodes() {}
}
