package dev.tideway.knlocal.ingress;

import dev.tideway.knlocal.log.EventLog;
import dev.tideway.knlocal.manifest.Broker;

/// A broker that takes events, and the log it keeps them in.
public record Door(Broker broker, EventLog log) {
    public String path() {
        return "/" + broker.key().namespace() + "/" + broker.key().name();
    }
}
