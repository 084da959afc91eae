package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.activator.Activator;
import dev.tideway.knlocal.event.Sampling;
import dev.tideway.knlocal.fault.Faults;
import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.manifest.Delivery.Format;
import dev.tideway.knlocal.manifest.ObjectRef;
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
    private final Faults faults;
    private final Sampling sampling;

    /// @param faults what is to go wrong on purpose
    /// @param sampling of traces that begin with a delivery
    public Http(Vertx vertx, Activator activator, Faults faults, Sampling sampling) {
        this.activator = activator;
        this.faults = faults;
        this.sampling = sampling;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(POOL));
    }

    /// @param sender what sends: its namespace goes along as `Kn-Namespace`
    Transport transport(ObjectRef sender, Format format, Journey journey) {
        var waiting = new Waiting(activator, sender, journey);
        return new HttpTransport(client, waiting, faults, sender, format, sampling);
    }

    @Override
    public void close() {
        var _ = client.close();
    }
}
