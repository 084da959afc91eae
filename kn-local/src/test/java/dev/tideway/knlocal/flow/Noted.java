package dev.tideway.knlocal.flow;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A function that notes the id of each event it gets, with its version, in the file that `SEEN` names. Several processes
/// write the one file, a line at a time.
public final class Noted {
    private Noted() {}

    public static void main(String[] args) throws IOException {
        var here = InetAddress.ofLiteral("127.0.0.1");
        var port = Integer.parseInt(System.getenv().getOrDefault("PORT", "0"));
        var server = HttpServer.create(new InetSocketAddress(here, port), 0);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        var id = exchange.getRequestHeaders().getFirst("ce-id");
                        if (id != null) {
                            Files.writeString(
                                    Path.of(System.getenv("SEEN")),
                                    id + " " + version() + "\n",
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.APPEND);
                        }
                        exchange.sendResponseHeaders(id == null ? 200 : 204, -1);
                    }
                });
        server.start();
    }

    private static String version() throws IOException {
        try (var in = Noted.class.getResourceAsStream("/main-version")) {
            return in == null ? "none" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
