package dev.tideway.knlocal.drift;

/// An event type and a function that takes or emits it.
public record Edge(String type, String function) implements Comparable<Edge> {
    @Override
    public int compareTo(Edge other) {
        var byFunction = function.compareTo(other.function);
        return byFunction == 0 ? type.compareTo(other.type) : byFunction;
    }
}
