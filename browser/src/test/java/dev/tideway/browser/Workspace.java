package dev.tideway.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Folders that a runner can be started in, with functions that are one Java file each.
final class Workspace {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final String BROKER =
            """
            apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata:
              name: default
              annotations: {eventing.knative.dev/broker.class: MTChannelBasedBroker}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: vault}
            stringData: {word: swordfish}
            """;

    private static final String TRIGGER =
            """
            ---
            apiVersion: eventing.knative.dev/v1
            kind: Trigger
            metadata: {name: %s}
            spec:
              broker: default
              filter: {attributes: {type: %s}}
              subscriber: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: %s}}
            """;

    /// Takes every event, answers with one of the type that the attribute `answer` names, and prints the word that it must not tell.
    private static final String FUNCTION =
            """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;

            class Taker {
                public static void main(String[] args) throws Exception {
                    var port = Integer.parseInt(System.getenv("PORT"));
                    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
                    server.createContext("/", exchange -> {
                        var id = exchange.getRequestHeaders().getFirst("ce-id");
                        if (id != null) {
                            System.out.println("took " + id + ", the word is " + System.getenv("WORD"));
                        }
                        exchange.getRequestBody().readAllBytes();
                        var answer = exchange.getRequestHeaders().getFirst("ce-answer");
                        if (answer != null) {
                            var headers = exchange.getResponseHeaders();
                            headers.set("ce-specversion", "1.0");
                            headers.set("ce-type", answer);
                            headers.set("ce-source", "/taker");
                            headers.set("ce-id", "answer-" + id);
                        }
                        exchange.sendResponseHeaders(answer == null ? 204 : 200, -1);
                        exchange.close();
                    });
                    server.start();
                }
            }
            """;

    /// Keeps two letters, 7 and 8, until they are redriven.
    private static final String LETTERS =
            """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;
            import java.util.TreeSet;
            import java.util.List;
            import java.util.stream.Collectors;

            class Letters {
                static final TreeSet<Integer> WAITING = new TreeSet<>(List.of(7, 8));

                static String letter(int id) {
                    return "{'id':%1$d,'receivedAt':'2026-03-02T09:30:00Z','lastAt':'2026-03-02T09:30:00Z','times':1,'type':'order.v1','source':'/s','eventId':'e-%1$d','destination':'http://orders/','code':422,'reason':'<img src=x onerror=alert(1)> of %1$d','state':'waiting','redrivenAt':null,'history':[{'at':'2026-03-02T09:30:00Z','what':'undelivered','redrive':0,'code':422,'reason':'told in the history'}]}".formatted(id).replace('\\'', '"');
                }

                static synchronized String answer(String path, String body) {
                    if (path.endsWith("/redrive")) {
                        long before = WAITING.size();
                        WAITING.removeIf(id -> body.contains("" + id));
                        return "{'redriven':%d,'already':0,'failed':0,'unsure':0,'missing':0,'left':0,'letters':[]}".formatted(before - WAITING.size()).replace('\\'', '"');
                    }
                    return path.equals("/dead-letters")
                            ? WAITING.stream().map(Letters::letter).collect(Collectors.joining(",", "[", "]"))
                            : letter(Integer.parseInt(path.replaceAll("\\\\D", "0")));
                }

                public static void main(String[] args) throws Exception {
                    var port = Integer.parseInt(System.getenv("PORT"));
                    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
                    server.createContext("/", exchange -> exchange.sendResponseHeaders(204, -1));
                    server.createContext("/dead-letters", exchange -> {
                        var body = new String(exchange.getRequestBody().readAllBytes());
                        var bytes = answer(exchange.getRequestURI().getPath(), body).getBytes();
                        exchange.sendResponseHeaders(200, bytes.length);
                        exchange.getResponseBody().write(bytes);
                        exchange.close();
                    });
                    server.start();
                }
            }
            """;

    private Workspace() {}

    /// A broker and a function `dead-letters` with two letters.
    static void letters(Path root) throws IOException {
        functions(root, "dead-letters");
        Files.writeString(root.resolve("Taker.java"), LETTERS);
        manifests(root, BROKER);
    }

    /// A broker, the function `taker`, a trigger that gives it `order.v1`, and one whose type is mistyped.
    static void mistyped(Path root) throws IOException {
        functions(root, "taker");
        manifests(
                root,
                BROKER
                        + TRIGGER.formatted("right", "order.v1", "taker")
                        + TRIGGER.formatted("wrong", "ordr.v1", "taker"));
    }

    /// A broker and a hundred functions, each with a trigger, for forty types.
    static void hundred(Path root) throws IOException {
        var names = IntStream.range(0, 100).mapToObj("function-%02d"::formatted).toList();
        functions(root, names.toArray(String[]::new));
        manifests(
                root,
                BROKER
                        + IntStream.range(0, 100)
                                .mapToObj(i ->
                                        TRIGGER.formatted(
                                                names.get(i), "type-%02d.v1".formatted(i % 40), names.get(i)))
                                .collect(Collectors.joining()));
    }

    private static void functions(Path root, String... names) throws IOException {
        var program = Files.writeString(root.resolve("Taker.java"), FUNCTION);
        var settings = new StringBuilder("manifests: [manifests]\nfunctions: [functions/*]\ncommands:\n");
        for (var name : names) {
            var folder = Files.createDirectories(root.resolve("functions").resolve(name));
            Files.writeString(folder.resolve("func.yaml"), func(name));
            settings.append("  %s: [\"%s\", \"%s\"]\n".formatted(name, JAVA, program));
        }
        Files.writeString(root.resolve("kn-local.yaml"), settings);
    }

    private static String func(String name) {
        return """
        specVersion: 0.36.0
        name: %s
        runtime: node
        created: 2026-03-02T09:00:00Z
        run:
          envs:
            - name: WORD
              value: '{{ secret:vault:word }}'
        deploy:
          annotations:
            autoscaling.knative.dev/window: "6s"
          healthEndpoints: {readiness: /, liveness: /}
        """
                .formatted(name);
    }

    private static void manifests(Path root, String yaml) throws IOException {
        var folder = Files.createDirectories(root.resolve("manifests"));
        Files.writeString(folder.resolve("all.yaml"), yaml);
    }
}
