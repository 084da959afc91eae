package dev.tideway.knlocal;

import dev.tideway.knlocal.database.DatabaseException;
import dev.tideway.knlocal.dispatch.Addresses;
import dev.tideway.knlocal.dispatch.Http;
import dev.tideway.knlocal.dispatch.Hub;
import dev.tideway.knlocal.function.FunctionSettings;
import dev.tideway.knlocal.function.Host;
import dev.tideway.knlocal.ingress.FrontDoor;
import dev.tideway.knlocal.ingress.FunctionProxy;
import dev.tideway.knlocal.ingress.HttpPort;
import dev.tideway.knlocal.ingress.Ingress;
import dev.tideway.knlocal.journey.Counts;
import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.journey.JourneyLog;
import dev.tideway.knlocal.log.LogException;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.process.LaunchException;
import dev.tideway.knlocal.process.Leash;
import dev.tideway.knlocal.settings.Settings;
import dev.tideway.knlocal.state.StateException;
import dev.tideway.knlocal.state.StateFolder;
import dev.tideway.knlocal.status.ControlPort;
import dev.tideway.knlocal.status.Status;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A runner: every room, wired in the order an event passes them and closed in reverse.
public final class KnLocal implements AutoCloseable {
    /// A little more than Kafka takes, so that it is Kafka's own limit that an event meets.
    private static final int MAX_BODY = 2 << 20;

    private final Settings settings;
    private final Resources resources;
    private final Opened opened = new Opened();
    private final Counts counts = new Counts();
    private final CompletableFuture<String> broken = new CompletableFuture<>();
    private final Databank databank;
    private volatile List<Hub> hubs = List.of();
    private volatile boolean ready;
    private volatile int dataPort;
    private volatile int controlPort;

    private KnLocal(Settings settings, Resources resources) {
        this.settings = settings;
        this.resources = resources;
        this.databank = new Databank(settings, resources);
        this.dataPort = settings.port();
        this.controlPort = settings.controlPort();
    }

    /// Returns when every broker takes events and every trigger is Ready.
    ///
    /// @param environment the process's own
    /// @throws StartException when it cannot; nothing is left running then
    public static KnLocal start(
            Settings settings, Resources resources, Map<String, String> environment)
            throws StartException, InterruptedException {
        var runner = new KnLocal(settings, resources);
        try {
            runner.open(environment);
            return runner;
        } catch (StateException
                | LaunchException
                | LogException
                | DatabaseException
                | HttpPort.TakenException e) {
            runner.close();
            throw new StartException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | InterruptedException e) {
            runner.close();
            throw e;
        }
    }

    private void open(Map<String, String> environment)
            throws StateException,
                    LaunchException,
                    DatabaseException,
                    HttpPort.TakenException,
                    InterruptedException {
        opened.add(StateFolder.hold(settings.state()));
        var vertx = vertx();
        var leash = Leash.onThisMachine();
        var journey = Journey.of(counts, new JourneyLog(InstantSource.system()));
        var host = new Host(leash, FunctionSettings.below(settings.state(), environment));
        var functions =
                new Functions(
                        resources,
                        spec ->
                                new Variables(
                                        resources,
                                        databank::stores,
                                        environment,
                                        spec.key().namespace()),
                        host);
        var addresses = new Addresses(resources.addresses(), this::brokersUri);
        var ingress = new Ingress(vertx, journey, MAX_BODY);
        openPorts(vertx, functions, addresses, ingress);

        databank.openInBackground(leash, opened);
        var all = new Hubs(settings, resources, opened);
        var logs = all.logs(broken::complete);
        databank.awaitOpen();
        opened.add(functions);
        var http = opened.add(new Http(vertx, functions.activator()));
        hubs = all.hubs(logs, new Egresses(resources, addresses), http, journey);
        hubs.forEach(opened::add);
        functions.start();
        hubs.forEach(hub -> ingress.open(all.door(hub)));
        hubs.forEach(Hub::start);
        ready = true;
    }

    private Vertx vertx() {
        // Nothing is served from files: so none is unpacked.
        var options =
                new VertxOptions()
                        .setFileSystemOptions(
                                new FileSystemOptions()
                                        .setClassPathResolvingEnabled(false)
                                        .setFileCachingEnabled(false));
        var vertx = Vertx.vertx(options);
        opened.add(() ->
                vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS));
        return vertx;
    }

    /// First of all, so that a port that is taken is said before anything is started.
    private void openPorts(Vertx vertx, Functions functions, Addresses addresses, Ingress ingress)
            throws HttpPort.TakenException, InterruptedException {
        var proxy =
                new FunctionProxy(
                        vertx,
                        vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(100)),
                        functions.activator());
        controlPort =
                HttpPort.open(
                        vertx,
                        new HttpPort.Address(
                                settings.host(), controlPort, "control port", "--control-port"),
                        1,
                        new ControlPort(vertx, () -> ready, () -> status(functions)));
        dataPort =
                HttpPort.open(
                        vertx,
                        new HttpPort.Address(settings.host(), dataPort, "port", "--port"),
                        2,
                        new FrontDoor(
                                addresses::function,
                                resources.serving().tagHeader(),
                                proxy,
                                ingress));
    }

    private Status status(Functions functions) {
        return new StatusReport(counts, resources, dataPort).of(functions.services(), hubs);
    }

    private URI brokersUri() {
        return URI.create("http://" + settings.host() + ":" + dataPort);
    }

    public int dataPort() {
        return dataPort;
    }

    public int controlPort() {
        return controlPort;
    }

    /// Completes, with the reason in one line, when the runner cannot go on: it is to be closed then.
    public CompletableFuture<String> broken() {
        return broken;
    }

    /// Lets what is on its way end, for a few seconds, and stops everything.
    @Override
    public void close() {
        ready = false;
        opened.close();
    }
}
