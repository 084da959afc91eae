package dev.tideway.cataloguecdc;

import org.jspecify.annotations.Nullable;

/// What there is to say of a failure, in one line.
final class Reasons {
    private Reasons() {}

    /// The innermost cause, which is the one that says something.
    static String of(@Nullable String message, @Nullable Throwable error) {
        var innermost = error;
        while (innermost != null && innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        var text =
                innermost == null
                        ? String.valueOf(message)
                        : innermost.getMessage() == null
                                ? innermost.getClass().getSimpleName()
                                : innermost.getMessage();
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
