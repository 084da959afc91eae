package dev.tideway.knlocal.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.HttpEvents;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a function of any program: serves PORT, and runs the program once for each event.",
            "",
            "The program gets the event's attributes as environment variables (CE_ID, CE_TYPE, CE_SOURCE, CE_SUBJECT …)"
                    + " and its data on standard input. What it writes is its reply: lines such as"
                    + " \"ce-type: greeting.said\", an empty line, the data. Nothing written means no reply.",
            "Exit code 0: handled. 65: can never be handled (422, not retried). Any other: 500, with the last line of its"
                    + " standard error as the reason."
        },
        footerHeading = "%nIn kn-local.yaml:%n",
        footer = {"  commands:", "    greeter: [kn-local, serve, --, ./handler.sh]"})
final class Serve implements Callable<Integer> {
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Io io;

    @Parameters(paramLabel = "COMMAND", arity = "1..*", description = "The program and its words.")
    private List<String> command = List.of();

    Serve(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException, InterruptedException {
        try {
            open(port());
        } catch (IOException e) {
            throw CommandException.failed(
                    "PORT " + port() + " cannot be opened: " + e.getMessage());
        }
        new CountDownLatch(1).await();
        return ExitCodes.DONE;
    }

    private int port() throws CommandException {
        var port = io.environment().getOrDefault("PORT", "8080");
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
            throw CommandException.misused("the environment's PORT is no port: " + port);
        }
        return Integer.parseInt(port);
    }

    private void open(int port) throws IOException {
        var here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        var server = HttpServer.create(new InetSocketAddress(here, port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        io.out().println("serving " + String.join(" ", command) + " on port " + port);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("POST")) {
                post(exchange, body);
            } else if (exchange.getRequestURI().getPath().startsWith("/health")) {
                say(exchange, 200, "");
            } else {
                say(exchange, 405, "only events are served here: POST one");
            }
        }
    }

    private void post(HttpExchange exchange, byte[] body) throws IOException {
        switch (HttpEvents.decode(headers(exchange), body)) {
            case Decoded.Valid(var event) -> run(exchange, event);
            case Decoded.Unkeyable(var event, _) -> run(exchange, event);
            case Decoded.Invalid(var why) -> say(exchange, 400, why);
            case Decoded.NotAnEvent(var why) -> say(exchange, 400, why);
        }
    }

    private static Iterable<Map.Entry<String, String>> headers(HttpExchange exchange) {
        var headers = new ArrayList<Map.Entry<String, String>>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.add(new SimpleEntry<>(name, values.getFirst())));
        return headers;
    }

    private void run(HttpExchange exchange, Event event) throws IOException {
        var source = "/" + io.environment().getOrDefault("K_SERVICE", "serve");
        switch (new EventCommand(command, io.environment(), source).run(event)) {
            case EventCommand.Outcome.Silent() -> exchange.sendResponseHeaders(204, -1);
            case EventCommand.Outcome.Failed(var status, var why) -> {
                io.err().println(event + ": " + why);
                say(exchange, status, why);
            }
            case EventCommand.Outcome.Reply(var reply) -> {
                HttpEvents.encode(reply, exchange.getResponseHeaders()::add);
                var data = reply.data();
                exchange.sendResponseHeaders(200, data == null ? -1 : data.length);
                if (data != null) {
                    exchange.getResponseBody().write(data);
                }
            }
        }
    }

    private static void say(HttpExchange exchange, int status, String what) throws IOException {
        var bytes = what.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", TEXT);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
