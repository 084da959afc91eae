package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.activator.Activator;
import dev.tideway.knlocal.manifest.Delivery.Format;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;

/// The HTTP client that all triggers share.
public final class Http implements AutoCloseable {
    /// Connections to one instance or address, as the Kafka broker's dispatcher has it.
    private static final int POOL = 100;

    private final HttpClient client;
    private final Activator activator;

    public Http(Vertx vertx, Activator activator) {
        this.activator = activator;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(POOL));
    }

    Transport transport(String namespace, Format format) {
        return new HttpTransport(client, activator, namespace, format);
    }

    @Override
    public void close() {
        var _ = client.close();
    }
}
