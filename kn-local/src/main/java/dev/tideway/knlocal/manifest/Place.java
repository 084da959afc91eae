package dev.tideway.knlocal.manifest;

import java.nio.file.Path;

/// Where in which file something was said; lines count from 1, and 0 means the file as a whole.
public record Place(Path file, int line) {
    @Override
    public String toString() {
        return line == 0 ? file.toString() : file + ":" + line;
    }
}
