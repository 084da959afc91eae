package dev.tideway.knlocal.revision;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/// A function whose build is two jars, both of which carry its version: it answers with the two, read anew for every
/// request, and with its `K_REVISION`. Version 0 does not start, version 99 does not get ready.
public final class Versioned {
    private Versioned() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (version("/main-version").equals("0")) {
            System.out.println("this build is broken");
            System.exit(1);
        }
        if (version("/main-version").equals("99")) {
            new CountDownLatch(1).await();
        }
        var here = InetAddress.ofLiteral("127.0.0.1");
        var port = Integer.parseInt(System.getenv().getOrDefault("PORT", "0"));
        var server = HttpServer.create(new InetSocketAddress(here, port), 0);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        var answer =
                                String.join(
                                        " ",
                                        version("/main-version"),
                                        version("/library-version"),
                                        System.getenv("K_REVISION"));
                        var bytes = answer.getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(200, bytes.length);
                        exchange.getResponseBody().write(bytes);
                    }
                });
        server.start();
    }

    private static String version(String resource) throws IOException {
        try (InputStream in = Versioned.class.getResourceAsStream(resource)) {
            return in == null ? "none" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
