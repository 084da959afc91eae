package dev.tideway.knlocal.ingress;

import io.vertx.core.Future;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;

/// What a function is told of whoever asked: the host that was asked for, and, as the proxies of a cluster have it, for whom
/// and by which protocol (`Forwarded` of RFC 7239, `X-Forwarded-For`, `X-Forwarded-Proto`).
final class Forwarded implements ProxyInterceptor {
    private static final String FOR = "X-Forwarded-For";
    private static final String PROTO = "X-Forwarded-Proto";

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        var passed = context.request();
        var asked = passed.proxiedRequest();
        var who = asked.remoteAddress().hostAddress();
        var before = asked.getHeader(FOR);
        passed.setAuthority(asked.authority());
        passed.putHeader(FOR, before == null ? who : before + ", " + who);
        if (asked.getHeader(PROTO) == null) {
            passed.putHeader(PROTO, "http");
        }
        if (asked.getHeader("Forwarded") == null) {
            var quoted = who.contains(":") ? "\"[" + who + "]\"" : who;
            passed.putHeader("Forwarded", "for=" + quoted + ";proto=http");
        }
        return context.sendRequest();
    }
}
