package dev.tideway.knlocal.ingress;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/// Requests that bring no event: what asks whether somebody is there.
final class Probes {
    private Probes() {}

    static boolean isHealth(HttpServerRequest request, String path) {
        return request.method().equals(HttpMethod.GET)
                && (path.equals("/healthz") || path.equals("/readyz"));
    }

    /// The control plane's probe of a new address.
    static boolean isProbe(HttpServerRequest request) {
        return "probe".equals(request.getHeader("K-Network-Probe"));
    }

    static void answerProbe(HttpServerRequest request) {
        var hash = request.getHeader("K-Network-Hash");
        if (hash != null) {
            request.response().putHeader("K-Network-Hash", hash);
        }
        request.response().setStatusCode(200).end();
    }

    static void answerOptions(HttpServerRequest request) {
        request.response()
                .putHeader("Allow", "POST, OPTIONS")
                .putHeader("WebHook-Allowed-Origin", "*")
                .putHeader("WebHook-Allowed-Rate", "*")
                .setStatusCode(200)
                .end();
    }
}
