package dev.tideway.knlocal.manifest;

/// What names a resource: its namespace and its name.
public record Key(String namespace, String name) {
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
