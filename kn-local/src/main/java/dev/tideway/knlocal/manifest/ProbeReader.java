package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.manifest.Probes.Ask;
import dev.tideway.knlocal.manifest.Probes.Probe;
import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the probes of a Service's container; defaults as Kubernetes and Knative set them.
final class ProbeReader {
    private static final int KUBELET_PERIOD = 10;

    private final Fields container;

    ProbeReader(Fields container) {
        this.container = container;
    }

    Probes read() {
        return new Probes(
                read("startupProbe", KUBELET_PERIOD),
                // Without a period it is asked every 50 ms, which the kubelet cannot.
                read("readinessProbe", 0).orElse(Probe.aggressive(new Ask.Tcp())),
                read("livenessProbe", KUBELET_PERIOD));
    }

    private Optional<Probe> read(String key, int usualPeriod) {
        return container.fields(key).flatMap(probe -> read(probe, key, usualPeriod));
    }

    private Optional<Probe> read(Fields probe, String key, int usualPeriod) {
        var ask = ask(probe);
        var period = probe.whole("periodSeconds", 0, Integer.MAX_VALUE).orElse(usualPeriod);
        if (period == 0) {
            refuse(probe, "timeoutSeconds");
            refuse(probe, "failureThreshold");
        }
        var delay = probe.whole("initialDelaySeconds", 0, Integer.MAX_VALUE).orElse(0);
        var timeout = probe.whole("timeoutSeconds", 1, Integer.MAX_VALUE).orElse(1);
        var most = key.equals("readinessProbe") ? Integer.MAX_VALUE : 1;
        var successes = probe.whole("successThreshold", 1, most).orElse(1);
        var failures = probe.whole("failureThreshold", 1, Integer.MAX_VALUE).orElse(3);
        probe.skip("terminationGracePeriodSeconds");
        probe.done();
        return ask.map(it ->
                new Probe(
                        it,
                        Duration.ofSeconds(delay),
                        Duration.ofSeconds(period),
                        period == 0 ? Duration.ofMillis(100) : Duration.ofSeconds(timeout),
                        successes,
                        failures));
    }

    private static void refuse(Fields probe, String key) {
        if (probe.has(key)) {
            probe.problem(key, "is disallowed when periodSeconds is zero", "");
        }
    }

    private Optional<Ask> ask(Fields probe) {
        var asks = new ArrayList<Ask>();
        probe.fields("httpGet").ifPresent(it -> asks.add(http(it)));
        probe.fields("tcpSocket").ifPresent(it -> asks.add(tcp(it)));
        probe.fields("exec").ifPresent(it -> asks.add(exec(it)));
        if (probe.has("grpc")) {
            probe.problem(
                    "grpc",
                    "is not run by kn-local, which speaks no gRPC",
                    "use httpGet or tcpSocket");
            return Optional.empty();
        }
        if (asks.size() != 1) {
            probe.problem("", "wants exactly one of httpGet, tcpSocket and exec", "");
        }
        return asks.stream().findFirst();
    }

    private static Ask http(Fields get) {
        var path = get.string("path").map(Text::value).orElse("/");
        if (get.text("scheme").filter(it -> it.value().equals("HTTPS")).isPresent()) {
            get.problem("scheme", "is HTTPS, and kn-local has no TLS", "leave it out");
        }
        port(get);
        get.skip("host", "httpHeaders");
        get.done();
        return new Ask.Http(path.startsWith("/") ? path : "/" + path);
    }

    private static Ask tcp(Fields socket) {
        port(socket);
        socket.skip("host");
        socket.done();
        return new Ask.Tcp();
    }

    private static Ask exec(Fields exec) {
        var command = exec.strings("command").stream().map(Text::value).toList();
        if (command.isEmpty()) {
            exec.problem("command", "is missing", "");
        }
        exec.done();
        return new Ask.Exec(command.isEmpty() ? List.of("true") : command);
    }

    /// Whatever it says, an instance is asked on the port that `PORT` gave it.
    private static void port(Fields ask) {
        ask.text("port");
    }
}
