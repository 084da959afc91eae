package dev.tideway.images;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/// A registry in the test's JVM, as far as a push goes (OCI Distribution Specification 1.1): it takes no blob whose digest
/// is not the one that was announced, and no manifest whose blobs it lacks.
final class PlayedRegistry implements AutoCloseable {
    private static final Pattern BLOB = Pattern.compile("/v2/(.+)/blobs/(sha256:[0-9a-f]{64})");
    private static final Pattern MANIFEST = Pattern.compile("/v2/(.+)/manifests/(.+)");
    private static final Pattern START = Pattern.compile("/v2/(.+)/blobs/uploads/?");
    private static final Pattern UPLOAD = Pattern.compile("/v2/(.+)/blobs/uploads/(.+)");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final byte[] NOTHING = new byte[0];

    /// The first byte of a greeting in TLS (RFC 8446, 5.1: handshake).
    private static final int TLS = 22;

    private final HttpServer server;
    private final ServerSocket door;
    private final int refusal;
    private final Map<String, byte[]> uploads = new ConcurrentHashMap<>();
    final Map<String, byte[]> blobs = new ConcurrentHashMap<>();

    /// By `name:tag` and `name:sha256:…`.
    final Map<String, byte[]> manifests = new ConcurrentHashMap<>();

    /// Digests of the blobs that came in, in order.
    final List<String> received = new CopyOnWriteArrayList<>();

    /// @param refusal the status of every answer, or 0 for a registry that works
    PlayedRegistry(int refusal) throws IOException {
        this.refusal = refusal;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
        door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::letIn);
    }

    /// Hangs up on whoever greets in TLS, as a server does that speaks none; the JDK's would wait for more.
    private void letIn() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                Thread.ofVirtual().start(() -> letIn(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void letIn(Socket client) {
        try (client;
                var inside =
                        new Socket(
                                server.getAddress().getAddress(), server.getAddress().getPort())) {
            int first = client.getInputStream().read();
            if (first == TLS || first < 0) {
                return;
            }
            inside.getOutputStream().write(first);
            Thread.ofVirtual().start(() -> pass(inside, client));
            pass(client, inside);
        } catch (IOException _) {
            // Whoever it was has gone.
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            // One end has gone, and the other will see it.
        }
    }

    String address() {
        return "localhost:" + door.getLocalPort();
    }

    static String digest(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            if (refusal != 0) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"played\"");
                var text = "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"not you\"}]}";
                answer(exchange, refusal, text.getBytes(StandardCharsets.UTF_8));
                return;
            }
            route(exchange, body);
        }
    }

    private void route(HttpExchange exchange, byte[] body) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var blob = BLOB.matcher(path);
        var manifest = MANIFEST.matcher(path);
        if (path.equals("/v2/")) {
            answer(exchange, 200, NOTHING);
        } else if (blob.matches()) {
            show(exchange, blobs.get(blob.group(2)));
        } else if (manifest.matches()) {
            manifest(exchange, manifest.group(1), manifest.group(2), body);
        } else if (START.matcher(path).matches()) {
            var to = (path.endsWith("/") ? path : path + "/") + UUID.randomUUID();
            uploads.put(to, NOTHING);
            going(exchange, to);
        } else if (UPLOAD.matcher(path).matches() && uploads.containsKey(path)) {
            upload(exchange, path, body);
        } else {
            answer(exchange, 404, NOTHING);
        }
    }

    private void upload(HttpExchange exchange, String path, byte[] body) throws IOException {
        var soFar = uploads.merge(path, body, PlayedRegistry::joined);
        if (exchange.getRequestMethod().equals("PATCH")) {
            going(exchange, path);
            return;
        }
        var announced = DIGEST.matcher(exchange.getRequestURI().getQuery());
        uploads.remove(path);
        if (!announced.find() || !announced.group().equals(digest(soFar))) {
            answer(exchange, 400, NOTHING);
            return;
        }
        received.add(announced.group());
        blobs.put(announced.group(), soFar);
        answer(exchange, 201, NOTHING);
    }

    private void manifest(HttpExchange exchange, String name, String reference, byte[] body)
            throws IOException {
        if (!exchange.getRequestMethod().equals("PUT")) {
            show(exchange, manifests.get(name + ":" + reference));
            return;
        }
        var named = DIGEST.matcher(new String(body, StandardCharsets.UTF_8)).results();
        if (!named.allMatch(it -> blobs.containsKey(it.group()))) {
            answer(exchange, 400, NOTHING);
            return;
        }
        manifests.put(name + ":" + reference, body);
        manifests.put(name + ":" + digest(body), body);
        exchange.getResponseHeaders().add("Docker-Content-Digest", digest(body));
        answer(exchange, 201, NOTHING);
    }

    private static void going(HttpExchange exchange, String path) throws IOException {
        exchange.getResponseHeaders().add("Location", path);
        answer(exchange, 202, NOTHING);
    }

    private static void show(HttpExchange exchange, byte @org.jspecify.annotations.Nullable [] what)
            throws IOException {
        if (what == null) {
            answer(exchange, 404, NOTHING);
            return;
        }
        exchange.getResponseHeaders().add("Docker-Content-Digest", digest(what));
        exchange.getResponseHeaders().add("Content-Length", Integer.toString(what.length));
        answer(exchange, 200, what);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        var silent = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, silent ? -1 : body.length);
        if (!silent) {
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    @Override
    public void close() throws IOException {
        door.close();
        server.stop(0);
    }
}
