package dev.tideway.knlocal.manifest;

import java.nio.file.Path;

/// Where the reading is: in this file, in this namespace.
record Origin(Path file, String namespace, Findings findings) {
    Place at(int line) {
        return new Place(file, line);
    }
}
