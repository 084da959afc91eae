package dev.tideway.knlocal.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A function that writes down what it is sent, and answers each event with one of a type.
final class Worker {
    private static final String PROGRAM =
            """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.nio.file.StandardOpenOption;
            import java.util.UUID;

            class Worker {
                public static void main(String[] args) throws Exception {
                    var port = Integer.parseInt(System.getenv("PORT"));
                    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
                    server.createContext("/", exchange -> {
                        exchange.getRequestBody().readAllBytes();
                        var id = exchange.getRequestHeaders().getFirst("ce-id");
                        if (id != null) {
                            var parent = exchange.getRequestHeaders().getFirst("traceparent");
                            var line = id + " " + ProcessHandle.current().pid() + " " + parent + " " + System.getenv("OTEL_SERVICE_NAME") + "\\n";
                            Files.writeString(Path.of(args[0]), line,
                                    StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                            var headers = exchange.getResponseHeaders();
                            headers.set("ce-specversion", "1.0");
                            headers.set("ce-id", UUID.randomUUID().toString());
                            headers.set("ce-source", "/worker");
                            headers.set("ce-type", args[1]);
                        }
                        exchange.sendResponseHeaders(200, -1);
                        exchange.close();
                    });
                    server.start();
                }
            }
            """;

    private final String name;
    private final String answers;
    private final Path program;
    private final Path notes;

    /// An event as it came.
    ///
    /// @param pid of the instance that got it
    record Seen(String id, long pid) {}

    /// @param answers the type of its answers
    Worker(Path folder, String answers) throws IOException {
        this(folder, "worker", answers);
    }

    Worker(Path folder, String name, String answers) throws IOException {
        this.name = name;
        this.answers = answers;
        this.program = Files.writeString(folder.resolve("Worker.java"), PROGRAM);
        this.notes = folder.resolve(name + ".seen");
    }

    LocalRunner.Setup in(LocalRunner.Setup setup) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return setup.command(name, java, program.toString(), notes.toString(), answers);
    }

    List<Seen> seen() throws IOException {
        return !Files.exists(notes)
                ? List.of()
                : Files.readAllLines(notes).stream()
                        .map(line -> line.split(" "))
                        .map(words -> new Seen(words[0], Long.parseLong(words[1])))
                        .toList();
    }

    /// The header `traceparent` of each, and what its instance is called in a trace.
    List<String> traced() throws IOException {
        return Files.readAllLines(notes).stream().map(line -> line.split(" ", 3)[2]).toList();
    }
}
