package dev.tideway.knlocal.fuzz;

import dev.tideway.knlocal.manifest.DataPlane;
import java.net.URI;

/// Where requests go: a broker, told by its path, or a channel, told by its host.
record Destination(DataPlane plane, String host, String path) {
    static Destination of(DataPlane plane, String name) {
        return switch (plane) {
            case KAFKA, MT_BROKER -> new Destination(plane, "localhost", "/default/" + name);
            case IN_MEMORY_CHANNEL ->
                    new Destination(plane, name + "-kn-channel.default.svc.cluster.local", "/");
        };
    }

    URI address() {
        return URI.create("http://" + host + path);
    }

    /// As senders write it.
    String target(Choices choices) {
        return choices.of(
                path,
                path,
                path.length() > 1 ? path + "/" : path,
                path + "?a=b",
                "http://" + host + path);
    }
}
