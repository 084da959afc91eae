package dev.tideway.knlocal.ingress;

import dev.tideway.knlocal.manifest.ClusterHost;
import dev.tideway.knlocal.manifest.Key;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The data port: requests whose host is a function's go to that function, those whose host is a site's to that, all
/// others to the brokers and channels. A host is said by the `Host` header, or by a path that begins with it
/// ([ClusterHost]).
public final class FrontDoor implements Handler<HttpServerRequest> {
    /// Chooses a revision by its tag, where ConfigMap `config-features` has it so.
    private static final String TAG = "Knative-Serving-Tag";

    private final Function<String, Optional<Key>> functionOfHost;
    private final boolean tagHeader;
    private final FunctionProxy functions;
    private final Ingress brokers;
    private final Map<String, Site> sites = new ConcurrentHashMap<>();

    public FrontDoor(
            Function<String, Optional<Key>> functionOfHost,
            boolean tagHeader,
            FunctionProxy functions,
            Ingress brokers) {
        this.functionOfHost = functionOfHost;
        this.tagHeader = tagHeader;
        this.functions = functions;
        this.brokers = brokers;
    }

    /// From now on the site answers.
    ///
    /// @param host as `<service>.<namespace>`
    public void open(String host, Site site) {
        sites.put(host, site);
    }

    @Override
    public void handle(HttpServerRequest request) {
        var asked = ClusterHost.of(authority(request), request.uri());
        var tag = tagHeader ? request.getHeader(TAG) : null;
        var function = function(functionOfHost, asked.host(), tag);
        if (function.isPresent()) {
            functions.forward(request, function.get(), asked);
            return;
        }
        var site = sites.get(asked.host());
        if (site == null) {
            brokers.handle(request);
        } else {
            site.handle(request, asked.path());
        }
    }

    /// A tag that is not there changes nothing, as on a cluster.
    static Optional<Key> function(
            Function<String, Optional<Key>> functionOfHost, String host, @Nullable String tag) {
        return tag == null
                ? functionOfHost.apply(host)
                : functionOfHost.apply(tag + "-" + host).or(() -> functionOfHost.apply(host));
    }

    /// Empty when there is none, which HTTP/1.0 allows.
    static String authority(HttpServerRequest request) {
        var authority = request.authority();
        return authority == null ? "" : authority.toString();
    }

    /// Without a trailing slash, as the Kafka receiver looks it up. A request may have none: `POST ?a=b`.
    static String path(HttpServerRequest request) {
        var path =
                request.uri().startsWith(ClusterHost.ALIAS)
                        ? ClusterHost.of("", request.uri()).path()
                        : Objects.requireNonNullElse(request.path(), "");
        if (path.isEmpty()) {
            return "/";
        }
        return path.length() > 1 && path.endsWith("/")
                ? path.substring(0, path.length() - 1)
                : path;
    }
}
