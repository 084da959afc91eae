package dev.tideway.knlocal.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.activator.Activator;
import dev.tideway.knlocal.event.Sampling;
import dev.tideway.knlocal.ingress.Door;
import dev.tideway.knlocal.ingress.FrontDoor;
import dev.tideway.knlocal.ingress.FunctionProxy;
import dev.tideway.knlocal.ingress.HttpPort;
import dev.tideway.knlocal.ingress.Ingress;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.log.EventLog;
import dev.tideway.knlocal.log.Logged;
import dev.tideway.knlocal.log.MemoryLog;
import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.schema.Inspection;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The data port, asked by clients that send anything.
@DisplayName("The ingress, whatever is sent")
class IngressFuzzIT {
    private static final String HOST = "127.0.0.1";
    private static final int MAX_BODY = 32 << 10;
    private static final int WORKERS = 4;

    private static final Vertx VERTX = Vertx.vertx();
    private static final Queue<Throwable> UNCAUGHT = new ConcurrentLinkedQueue<>();
    private static final Queue<String> UNPRINTABLE = new ConcurrentLinkedQueue<>();
    private static final Map<Integer, LongAdder> STATUSES = new ConcurrentHashMap<>();
    private static Ingress ingress;
    private static int port;

    @BeforeAll
    static void open() throws Exception {
        VERTX.exceptionHandler(UNCAUGHT::add);
        ingress = new Ingress(VERTX, IngressFuzzIT::note, MAX_BODY, Sampling.NEVER);
        var functions = new FunctionProxy(VERTX, VERTX.createHttpClient(), new Activator());
        port =
                HttpPort.open(
                        VERTX,
                        new HttpPort.Address(HOST, 0, "port", "--port"),
                        2,
                        new FrontDoor(_ -> Optional.empty(), false, functions, ingress));
    }

    @AfterAll
    static void close() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static void note(Step step) {
        if (step instanceof Step.Refused refused
                && (refused.why() + refused.path())
                        .codePoints()
                        .anyMatch(Character::isISOControl)) {
            UNPRINTABLE.add(refused.toString());
        }
    }

    @Test
    void the_status_is_the_contracts_the_log_has_what_was_accepted_and_the_port_goes_on()
            throws Exception {
        var fuzz = Fuzz.of("IngressFuzzIT");

        fuzz.run(WORKERS, number -> new Client(fuzz, number)::run);

        System.out.println("IngressFuzzIT: answers by status " + STATUSES);
        assertThat(UNCAUGHT).isEmpty();
        assertThat(UNPRINTABLE).isEmpty();
    }

    /// A client with brokers of its own, so that what is in their logs came from it.
    private static final class Client {
        private final Fuzz fuzz;
        private final List<Side> sides = new ArrayList<>();

        Client(Fuzz fuzz, int number) {
            this.fuzz = fuzz;
            for (var plane : DataPlane.values()) {
                sides.add(Side.open(plane, number));
            }
        }

        void run(long from, long to) throws Exception {
            try (var wire = new Wire(HOST, port)) {
                for (long input = from; input < to; input++) {
                    var choices = fuzz.choices(input);
                    var side = choices.of(sides);
                    var request = new Requests(choices, side.destination(), MAX_BODY).any();
                    try {
                        side.check(wire, request);
                        assertThat(UNCAUGHT).isEmpty();
                    } catch (AssertionError | Exception e) {
                        throw new AssertionError(
                                fuzz.again(input) + "\n" + new String(request.bytes(), ISO_8859_1),
                                e);
                    }
                }
            }
        }
    }

    /// One broker, and what comes into its log.
    private record Side(Destination destination, EventLog.Cursor cursor) {
        static Side open(DataPlane plane, int number) {
            var log = new MemoryLog(1, MemoryLog.DEFAULT_LIMIT);
            var name = plane.name().toLowerCase(Locale.ROOT).replace('_', '-') + number;
            var destination = Destination.of(plane, name);
            var ref = new ObjectRef("Broker", new Key("default", name));
            ingress.open(new Door(ref, plane, log, Inspection.NONE, destination.address()));
            return new Side(destination, log.cursor(new long[1]));
        }

        void check(Wire wire, Request request) throws Exception {
            var answers =
                    request.framed()
                            ? wire.ask(request.bytes(), destination, request.head())
                            : wire.shout(request.bytes());
            answers.forEach(
                    it -> STATUSES.computeIfAbsent(it.status(), _ -> new LongAdder()).increment());
            var events = cursor.poll(Duration.ZERO).stream().map(Logged::event).toList();
            new Oracle(request, answers, events).check();
        }
    }
}
