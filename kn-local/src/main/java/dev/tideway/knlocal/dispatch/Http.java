package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.activator.Activator;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;

/// The HTTP client that all triggers share.
public final class Http implements AutoCloseable {
    /// Connections to one instance or address, as the Kafka broker's dispatcher has it.
    private static final int POOL = 100;

    private final WebClient client;
    private final Activator activator;

    public Http(Vertx vertx, Activator activator) {
        this.activator = activator;
        this.client =
                WebClient.create(
                        vertx,
                        new WebClientOptions()
                                .setMaxPoolSize(POOL)
                                .setFollowRedirects(false)
                                .setUserAgentEnabled(false));
    }

    Transport transport(String namespace) {
        return new HttpTransport(client, activator, namespace);
    }

    @Override
    public void close() {
        client.close();
    }
}
