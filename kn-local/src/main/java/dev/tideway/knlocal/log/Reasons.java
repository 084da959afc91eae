package dev.tideway.knlocal.log;

/// One line from a chain of exceptions.
final class Reasons {
    private Reasons() {}

    /// The innermost message; the type's name where there is none.
    static String of(Throwable problem) {
        var deepest = problem;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        var message = deepest.getMessage();
        var text =
                message == null || message.isBlank() ? deepest.getClass().getSimpleName() : message;
        return text.lines().findFirst().orElse(text).strip();
    }
}
