package dev.tideway.kit;

/// A request that is turned away before any function sees it, and the one line that says why.
final class Refused extends RuntimeException {
    private final int status;

    private Refused(int status, String line) {
        super(line, null, false, false);
        this.status = status;
    }

    static Refused badRequest(String line) {
        return new Refused(400, line);
    }

    static Refused unsupported(String line) {
        return new Refused(415, line);
    }

    int status() {
        return status;
    }

    String line() {
        return String.valueOf(getMessage());
    }
}
