package dev.tideway.knlocal.wiring;

import dev.tideway.knlocal.manifest.Place;
import java.util.Optional;

/// Something that makes a trigger right.
///
/// @param what in one line
/// @param byHand what to write where the file cannot be changed safely, in one line
public record Change(Place place, String what, Optional<String> byHand) {
    @Override
    public String toString() {
        return place + ": " + what;
    }
}
