package dev.tideway.knlocal.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// The subscribers: an HTTP server in this JVM, each path one subscriber that remembers what it was sent and answers as it is
/// told.
final class Receiver implements AutoCloseable {
    private final Map<String, Subscriber> subscribers = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final String host;

    /// @param host this machine, as the brokers reach it
    Receiver(String host) throws IOException {
        this.host = host;
        var all = !host.equals("127.0.0.1");
        server = HttpServer.create(new InetSocketAddress(all ? "0.0.0.0" : host, 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::hear);
        server.start();
    }

    Subscriber at(String path) {
        return subscribers.computeIfAbsent(path, _ -> new Subscriber());
    }

    URI uri(String path) {
        return URI.create("http://" + host + ":" + server.getAddress().getPort() + "/" + path);
    }

    private void hear(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = Request.of(exchange);
            var answer = at(exchange.getRequestURI().getPath().substring(1)).hear(request);
            if (answer.status() == Answer.BROKEN) {
                return;
            }
            answer.headers().forEach(exchange.getResponseHeaders()::add);
            var body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /// What it says next is the head of its script; after the script's end 202, unless told otherwise.
    static final class Subscriber {
        private final List<Request> requests = new CopyOnWriteArrayList<>();
        private final Queue<Function<Request, Answer>> script = new ConcurrentLinkedQueue<>();
        private volatile Function<Request, Answer> always = _ -> Answer.status(202);

        void answers(Answer... answers) {
            for (var answer : answers) {
                script.add(_ -> answer);
            }
        }

        void answers(Function<Request, Answer> answer) {
            script.add(answer);
        }

        /// To every request that the script has no answer for.
        void answersAlways(Answer answer) {
            answersAlways(_ -> answer);
        }

        void answersAlways(Function<Request, Answer> answer) {
            always = answer;
        }

        List<Request> requests() {
            return List.copyOf(requests);
        }

        private Answer hear(Request request) {
            requests.add(request);
            var next = script.poll();
            return (next == null ? always : next).apply(request);
        }
    }
}
