package dev.tideway.knlocal.manifest;

import java.net.URI;

/// A request by the host that a cluster would tell it by, and the rest of its target there. No program on this machine can
/// resolve such a host, so the data port also takes it as the beginning of a path:
/// `/@orders-kn-channel.default.svc.cluster.local/` is `/` at that host.
///
/// @param host as `<service>.<namespace>`, when it is a Kubernetes Service's
/// @param authority as it was said, for a `Host` header
/// @param target path and query, from `/` on
public record ClusterHost(String host, String authority, String target) {
    public static final String ALIAS = "/@";

    /// What a request means.
    ///
    /// @param authority the request's own: its `Host` header
    public static ClusterHost of(String authority, String target) {
        if (!target.startsWith(ALIAS)) {
            return new ClusterHost(ServiceHost.of(authority), authority, target);
        }
        int end = ALIAS.length();
        while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        var named = target.substring(ALIAS.length(), end);
        var rest = target.substring(end);
        return new ClusterHost(
                ServiceHost.of(named), named, rest.startsWith("/") ? rest : "/" + rest);
    }

    /// Without the query.
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /// The target at the data port that means this address of a cluster.
    public static String alias(URI address) {
        var path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        var query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return ALIAS + address.getRawAuthority() + path + query;
    }
}
