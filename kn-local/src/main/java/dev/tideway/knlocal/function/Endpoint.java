package dev.tideway.knlocal.function;

/// An instance that takes requests; one object per instance, compared by identity.
public interface Endpoint {
    /// Unique among all instances of a runner: `orders-00001-3`.
    String name();

    int port();

    /// Somebody could not connect: the instance is probed anew, and replaced when that fails too. Does not block.
    void suspect();

    /// As by `kill -9`, from any thread: it is replaced like one that ended by itself.
    void kill();
}
