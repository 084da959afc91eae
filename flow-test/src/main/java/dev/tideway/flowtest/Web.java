package dev.tideway.flowtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// A runner's two ports, asked over HTTP.
record Web(HttpClient http, int dataPort, int controlPort) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static Web of(int dataPort, int controlPort) {
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return new Web(http, dataPort, controlPort);
    }

    HttpResponse<String> send(String path, HttpRequest.Builder request)
            throws InterruptedException {
        return send(dataPort, path, request);
    }

    /// What a function answers, which is started if none runs.
    HttpResponse<String> function(String namespace, String name, String path)
            throws InterruptedException {
        var address = "/@%s.%s.svc.cluster.local%s".formatted(name, namespace, path);
        return send(dataPort, address, HttpRequest.newBuilder().GET());
    }

    HttpResponse<String> control(String path) throws InterruptedException {
        return send(controlPort, path, HttpRequest.newBuilder().GET());
    }

    HttpResponse<String> order(String path, String json) throws InterruptedException {
        return send(
                controlPort,
                path,
                HttpRequest.newBuilder()
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> send(int port, String path, HttpRequest.Builder request)
            throws InterruptedException {
        var address = URI.create("http://127.0.0.1:" + port + path);
        try {
            return http.send(
                    request.uri(address).timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(address + ": " + e.getMessage(), e);
        }
    }
}
