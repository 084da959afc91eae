package dev.tideway.knlocal.manifest;

/// What names a resource among all kinds: `Trigger default/orders`.
///
/// @param kind as in YAML, without its group: no two kinds that take or get events share a name
public record ObjectRef(String kind, Key key) {
    /// As people say it: `trigger default/orders`.
    @Override
    public String toString() {
        return Character.toLowerCase(kind.charAt(0)) + kind.substring(1) + " " + key;
    }
}
