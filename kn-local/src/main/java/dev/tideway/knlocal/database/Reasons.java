package dev.tideway.knlocal.database;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/// Why a file could not be used, in words: Java's own messages are often just the file's name.
final class Reasons {
    private Reasons() {}

    static String of(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case FileSystemException file when file.getReason() != null -> mend(file.getReason());
            default -> mend(String.valueOf(failure.getMessage()));
        };
    }

    private static String mend(String reason) {
        return reason.contains("No space left on device")
                ? "the disk is full (free some space)"
                : reason;
    }
}
