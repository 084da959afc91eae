package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.manifest.Key;
import java.net.URI;
import java.util.Optional;

/// A destination resolved to where requests go.
///
/// @param uri as a cluster would name it: shown in status, written into dead letters
/// @param function the function of ours that it is, which may have to be woken first
/// @param address where to send when it is not a function of ours
public record Route(URI uri, Optional<Key> function, URI address) {
    /// A function of this runner.
    public static Route toFunction(URI uri, Key function) {
        return new Route(uri, Optional.of(function), uri);
    }

    public static Route toAddress(URI uri, URI address) {
        return new Route(uri, Optional.empty(), address);
    }
}
