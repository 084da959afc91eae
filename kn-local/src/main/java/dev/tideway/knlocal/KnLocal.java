package dev.tideway.knlocal;

import dev.tideway.knlocal.database.DatabaseException;
import dev.tideway.knlocal.dispatch.Addresses;
import dev.tideway.knlocal.dispatch.Hub;
import dev.tideway.knlocal.function.Environment;
import dev.tideway.knlocal.ingress.Body;
import dev.tideway.knlocal.ingress.FrontDoor;
import dev.tideway.knlocal.ingress.FunctionProxy;
import dev.tideway.knlocal.ingress.HttpPort;
import dev.tideway.knlocal.ingress.Ingress;
import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.journey.Journeys;
import dev.tideway.knlocal.log.LogException;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.process.LaunchException;
import dev.tideway.knlocal.process.Leash;
import dev.tideway.knlocal.schema.SchemaException;
import dev.tideway.knlocal.settings.Settings;
import dev.tideway.knlocal.state.StateException;
import dev.tideway.knlocal.state.StateFolder;
import dev.tideway.knlocal.status.Status;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/// A runner: every room, wired in the order an event passes them and closed in reverse.
public final class KnLocal implements AutoCloseable {
    private final Settings settings;
    private final Resources resources;
    private final Opened opened = new Opened();
    private final Tallies tallies;
    private final CompletableFuture<String> broken = new CompletableFuture<>();
    private final Databank databank;
    private volatile Optional<Eventing> eventing = Optional.empty();
    private volatile boolean ready;
    private volatile int dataPort;
    private volatile int controlPort;

    private KnLocal(Settings settings, Resources resources, Journey listener) {
        this.settings = settings;
        this.resources = resources;
        this.tallies = new Tallies(settings, listener);
        this.databank = new Databank(settings, resources);
        this.dataPort = settings.port();
        this.controlPort = settings.controlPort();
    }

    /// Returns when every broker takes events and every trigger is Ready.
    ///
    /// @param environment the process's own
    /// @param listener is told every step that an event takes, after it was noted
    /// @throws StartException when it cannot; nothing is left running then
    public static KnLocal start(
            Settings settings,
            Resources resources,
            Map<String, String> environment,
            Journey listener)
            throws StartException, InterruptedException {
        var runner = new KnLocal(settings, resources, listener);
        try {
            runner.open(environment);
            return runner;
        } catch (StateException
                | LaunchException
                | LogException
                | DatabaseException
                | SchemaException
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
                    SchemaException,
                    HttpPort.TakenException,
                    InterruptedException {
        opened.add(tallies.traces());
        opened.add(StateFolder.hold(settings.state()));
        var language = Language.read(settings);
        var vertx = EventLoops.open(opened);
        var leash = Leash.onThisMachine();
        var journeys = JourneyReport.open(settings, opened);
        var journey = tallies.journey(journeys);
        var host = tallies.host(leash, Functions.kept(settings, environment));
        var bindings = new Bindings(resources, new Addresses(resources.addresses(), this::uri));
        Function<String, Environment> variables =
                namespace ->
                        new Variables(
                                resources, databank::stores, environment, namespace, bindings::of);
        var functions =
                new Functions(resources, spec -> variables.apply(spec.key().namespace()), host);
        var ingress = new Ingress(vertx, journey, Body.MAX, tallies.traces().sampling());
        var door = openPorts(vertx, functions, bindings.addresses(), ingress, journeys);

        databank.openInBackground(leash, opened);
        var egresses = new Egresses(resources, bindings.addresses(), settings.hops());
        var kafka = new Kafka(settings, opened, broken::complete);
        eventing = Optional.of(new Eventing(resources, opened, kafka, egresses, journey));
        eventing.get().openLogs();
        databank.awaitOpen();
        opened.add(functions);
        var http = opened.add(functions.http(vertx, tallies.traces().sampling()));
        eventing.get().openHubs(http, language.inspection());
        functions.start();
        eventing.get().start(ingress);
        var programs = new Programs(leash, settings, host.inherited(), variables);
        var sinks = new RunningSinks(vertx, door, programs, bindings);
        eventing.get().connect(http, ingress, sinks, programs);
        ready = true;
    }

    /// First of all, so that a port that is taken is said before anything is started.
    private FrontDoor openPorts(
            Vertx vertx,
            Functions functions,
            Addresses addresses,
            Ingress ingress,
            Journeys journeys)
            throws HttpPort.TakenException, InterruptedException {
        var proxy =
                new FunctionProxy(
                        vertx,
                        vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(100)),
                        functions.activator());
        var control = control(functions, journeys).port(vertx, () -> ready);
        controlPort = HttpPort.open(vertx, address("control port", controlPort), 1, control);
        var tagHeader = resources.serving().tagHeader();
        var door = new FrontDoor(addresses::function, tagHeader, proxy, ingress);
        dataPort = HttpPort.open(vertx, address("port", dataPort), 2, door);
        return door;
    }

    private HttpPort.Address address(String name, int port) {
        return new HttpPort.Address(settings.host(), port, name, "--" + name.replace(' ', '-'));
    }

    private Control control(Functions functions, Journeys journeys) {
        var report = new StatusReport(tallies, resources, () -> dataPort);
        Supplier<Status> status = () -> report.of(functions, eventing);
        Supplier<List<Hub>> hubs = () -> eventing.map(Eventing::hubs).orElse(List.of());
        return new Control(
                status,
                new Catalogue(resources, tallies.eventTypes()),
                new JourneyReport(journeys, hubs),
                functions.logs(),
                new DeadLetterReport(resources.functions()::containsKey, this::uri),
                new FaultReport(functions),
                new Samples(settings.events()),
                new Sending(new Content(journeys, hubs), this::uri),
                new Replays(hubs),
                new MetricsReport(status, tallies, resources, hubs));
    }

    private URI uri() {
        return URI.create("http://" + settings.host() + ":" + dataPort);
    }

    public int dataPort() {
        return dataPort;
    }

    public int controlPort() {
        return controlPort;
    }

    /// Where other programs of this machine reach Kafka; empty when nothing needs one.
    public Optional<String> kafka() {
        return eventing.flatMap(Eventing::kafka);
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
