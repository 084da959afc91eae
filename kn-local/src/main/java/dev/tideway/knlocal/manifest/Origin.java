package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields;
import java.nio.file.Path;
import java.util.Optional;

/// Where the reading is: in this file, in this namespace.
record Origin(Path file, String namespace, Findings findings) {
    Place at(int line) {
        return new Place(file, line);
    }

    At of(Place place) {
        return new At(this, place);
    }

    /// Of a resource at that place.
    record At(Origin origin, Place place) {
        Spec with(Optional<Fields> fields) {
            return new Spec(fields, origin, place);
        }
    }

    /// What is said of a resource at that place; nothing at all may be.
    record Spec(Optional<Fields> fields, Origin origin, Place place) {}
}
