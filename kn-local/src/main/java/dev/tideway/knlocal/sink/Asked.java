package dev.tideway.knlocal.sink;

import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.HttpEvents;
import io.vertx.core.MultiMap;

/// A request, read whole.
///
/// @param path at the host that was asked for
@SuppressWarnings("ArrayRecordComponent") // never compared
record Asked(String method, String path, MultiMap headers, byte[] body) {
    Decoded event() {
        return HttpEvents.decode(headers, body);
    }
}
