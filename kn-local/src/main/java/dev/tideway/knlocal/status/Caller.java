package dev.tideway.knlocal.status;

import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

/// Who asks, by what a browser says of it.
final class Caller {
    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private Caller() {}

    /// Whether the request names this machine as its host, and is not made by a page from elsewhere.
    static boolean isLocal(HttpServerRequest request) {
        var authority = request.authority();
        return authority != null && HOSTS.contains(authority.host()) && !isFromElsewhere(request);
    }

    private static boolean isFromElsewhere(HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        return (origin != null && !origin.equals("http://" + request.authority()))
                || "cross-site".equals(request.getHeader("Sec-Fetch-Site"));
    }
}
