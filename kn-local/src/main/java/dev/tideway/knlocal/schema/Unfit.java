package dev.tideway.knlocal.schema;

import java.nio.file.Path;

/// A file that is no schema of an event type.
///
/// @param line 0 for the file as a whole
/// @param what is wrong, and the mend
public record Unfit(Path file, int line, String what) {
    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line) + " " + what;
    }
}
