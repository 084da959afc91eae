package dev.tideway.knlocal.function;

import dev.tideway.knlocal.function.FunctionSettings.Timing;
import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.Probes;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all instances of one revision have in common: what they are started from and with, how they are probed, where
/// they log.
final class Blueprint {
    private static final Logger LOG = LoggerFactory.getLogger(Blueprint.class);

    private final FunctionSpec spec;
    private final Supply supply;
    private final AotCache aot;
    private final Spawner spawner;
    private final LogFiles logs;
    private final Host host;

    Blueprint(FunctionSpec spec, Environment environment, Supply supply, Host host) {
        var settings = host.settings();
        var variables = new Variables(spec, environment, settings.inherited());
        var folder = settings.logs().resolve(FunctionSettings.folder(spec.key()));
        this.spec = spec;
        this.supply = supply;
        this.host = host;
        this.aot = new AotCache(supply.caches(), settings.java());
        this.spawner = new Spawner(spec, variables, aot, host);
        this.logs = new LogFiles(folder, supply.name());
    }

    LogFiles logs() {
        return logs;
    }

    Supply supply() {
        return supply;
    }

    Spawner spawner() {
        return spawner;
    }

    AotCache aot() {
        return aot;
    }

    Probes probes() {
        return spec.probes();
    }

    /// From a start to ready.
    Duration progress() {
        return spec.timeouts().progress();
    }

    Timing timing() {
        return host.settings().timing();
    }

    /// Asks once.
    Probe.Answer ask(Probes.Probe probe, String instance, int port) throws InterruptedException {
        return switch (probe.ask()) {
            case Probes.Ask.Http(var path) -> new Probe(path).ask(port, timeout(probe));
            case Probes.Ask.Tcp() -> new Probe("").ask(port, timeout(probe));
            case Probes.Ask.Exec(var command) ->
                    spawner.exec(supply, command, port, logs.of(instance)).ask(timeout(probe));
        };
    }

    private Duration timeout(Probes.Probe probe) {
        return probe.period().isZero() ? timing().probeTimeout() : probe.timeout();
    }

    int freePort() throws CannotStartException {
        return host.ports().free();
    }

    Spawner.Spawned spawn(String instance, int port) throws CannotStartException {
        return spawner.spawn(supply.current(), port, logs.of(instance));
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
