package dev.tideway.knlocal.function;

import java.nio.file.Path;
import java.util.Optional;

/// What a fleet starts its instances from. Safe for any thread.
public interface Supply {
    /// A revision that can be started.
    ///
    /// @param name the value of `K_REVISION`
    record Revision(String name, Build build) {}

    /// The revision's name, whether or not it could be started.
    String name();

    /// Where it may keep what its starts need.
    Path caches();

    /// Blocks while the build is being taken over.
    ///
    /// @throws CannotStartException when there is no build to start from
    Revision current() throws CannotStartException;

    /// Whether it can be started whatever is built next: it has a copy of its own.
    boolean isKept();

    /// Changes with the build output as it is now; empty while there is none that could be started.
    Optional<String> buildKey();
}
