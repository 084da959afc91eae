package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.OneLine;

/// Something wrong in a file, in the words of one line: where, which key, what, and the mend.
///
/// @param key the way to the value, such as `spec.filters[0].exact`; empty for a document or a file
/// @param mend what to do about it; empty when that is plain
public record Problem(Place place, String key, String message, String mend) {
    public Problem {
        key = OneLine.of(key);
        message = OneLine.of(message);
        mend = OneLine.of(mend);
    }

    @Override
    public String toString() {
        return place
                + ": "
                + (key.isEmpty() ? "" : key + " ")
                + message
                + (mend.isEmpty() ? "" : "; " + mend);
    }
}
