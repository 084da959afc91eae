package dev.tideway.knlocal.function;

import dev.tideway.knlocal.function.FunctionSettings.Timing;
import dev.tideway.knlocal.manifest.FunctionSpec;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all instances of one function have in common: what they are started from and with, how they are probed, where
/// they log.
final class Blueprint {
    private static final Logger LOG = LoggerFactory.getLogger(Blueprint.class);

    private final FunctionSpec spec;
    private final Revisions revisions;
    private final AotCache aot;
    private final Spawner spawner;
    private final LogFiles logs;
    private final Host host;

    Blueprint(FunctionSpec spec, Environment environment, Host host) {
        var settings = host.settings();
        var caches = settings.caches().resolve(folder(spec));
        var variables = new Variables(spec, environment, settings.inherited());
        this.spec = spec;
        this.host = host;
        this.revisions = new Revisions(spec, caches);
        this.aot = new AotCache(caches.resolve("aot"), settings.java());
        this.spawner = new Spawner(spec, variables, aot, host);
        this.logs = new LogFiles(settings.logs().resolve(folder(spec)));
    }

    private static String folder(FunctionSpec spec) {
        var key = spec.key();
        return key.namespace().equals("default") ? key.name() : key.namespace() + "." + key.name();
    }

    LogFiles logs() {
        return logs;
    }

    Revisions revisions() {
        return revisions;
    }

    Spawner spawner() {
        return spawner;
    }

    AotCache aot() {
        return aot;
    }

    Timing timing() {
        return host.settings().timing();
    }

    Probe.Answer probe(int port) {
        return new Probe(spec.probes().readiness()).ask(port, timing().probeTimeout());
    }

    int freePort() throws CannotStartException {
        return host.ports().free();
    }

    Spawner.Spawned spawn(String instance, int port) throws CannotStartException {
        return spawner.spawn(revisions.current(), port, logs.of(instance));
    }

    Ending ending(String instance) {
        return new Ending(spec.key().name(), instance, logs.of(instance));
    }

    /// Deletes the oldest logs; those of living instances are not among them.
    void pruneLogs(int living) {
        try {
            logs.prune(host.settings().logsKept() + living);
        } catch (IOException e) {
            LOG.warn("function {}: its old logs cannot be deleted: {}", spec.key(), e.toString());
        }
    }
}
