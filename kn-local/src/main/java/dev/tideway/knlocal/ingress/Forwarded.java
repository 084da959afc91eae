package dev.tideway.knlocal.ingress;

import dev.tideway.knlocal.manifest.ClusterHost;
import io.vertx.core.Future;
import io.vertx.core.net.HostAndPort;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;

/// What a function is told of whoever asked: the host that was asked for, and, as the proxies of a cluster have it, for whom
/// and by which protocol (`Forwarded` of RFC 7239, `X-Forwarded-For`, `X-Forwarded-Proto`).
///
/// @param asked a path with a host in it is, to the function, that host and a path
record Forwarded(ClusterHost asked) implements ProxyInterceptor {
    private static final String FOR = "X-Forwarded-For";
    private static final String PROTO = "X-Forwarded-Proto";

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        var passed = context.request();
        var request = passed.proxiedRequest();
        var who = request.remoteAddress().hostAddress();
        var before = request.getHeader(FOR);
        passed.setURI(asked.target());
        passed.setAuthority(HostAndPort.parseAuthority(asked.authority(), -1));
        passed.putHeader(FOR, before == null ? who : before + ", " + who);
        if (request.getHeader(PROTO) == null) {
            passed.putHeader(PROTO, "http");
        }
        if (request.getHeader("Forwarded") == null) {
            var quoted = who.contains(":") ? "\"[" + who + "]\"" : who;
            passed.putHeader("Forwarded", "for=" + quoted + ";proto=http");
        }
        return context.sendRequest();
    }
}
