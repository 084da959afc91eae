package dev.tideway.knlocal.cli;

/// What standard output is. The launcher knows, and tells by a system property (NO_COLOR included); without the launcher
/// it is taken for a file.
enum Screen {
    FILE,
    PLAIN_TERMINAL,
    COLOUR_TERMINAL;

    private static final String PROPERTY = "kn-local.screen";

    static Screen ofThisJvm() {
        return switch (System.getProperty(PROPERTY, "")) {
            case "colour" -> COLOUR_TERMINAL;
            case "plain" -> PLAIN_TERMINAL;
            default -> FILE;
        };
    }

    boolean terminal() {
        return this != FILE;
    }

    boolean colours() {
        return this == COLOUR_TERMINAL;
    }
}
