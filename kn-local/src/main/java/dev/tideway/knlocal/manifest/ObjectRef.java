package dev.tideway.knlocal.manifest;

import java.util.Locale;

/// What names a resource among all kinds: `Trigger default/orders`.
///
/// @param kind as in YAML, without its group: no two kinds that take or get events share a name
public record ObjectRef(String kind, Key key) {
    /// As people say it: `trigger default/orders`.
    @Override
    public String toString() {
        return kind.toLowerCase(Locale.ROOT) + " " + key;
    }
}
