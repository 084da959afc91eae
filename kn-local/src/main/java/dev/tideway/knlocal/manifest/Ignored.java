package dev.tideway.knlocal.manifest;

/// A resource that means nothing on a laptop.
public record Ignored(Place place, String kind, String why) {
    @Override
    public String toString() {
        return place + ": " + kind + " is ignored: " + why;
    }
}
