package dev.tideway.knlocal.conformance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/// What a chapter is played in: brokers and triggers on a [Platform], subscribers in this JVM, and a client.
final class World implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Receiver receiver;
    private final Platform platform;
    private final String namespace = Cluster.namespace();

    private World(Consumer<Manifests> manifests) throws IOException, InterruptedException {
        receiver = new Receiver(Platform.receiverHost());
        var yaml = new Manifests(receiver);
        manifests.accept(yaml);
        platform = Platform.start(yaml.toString(), namespace);
    }

    static World with(Consumer<Manifests> manifests) throws IOException, InterruptedException {
        return new World(manifests);
    }

    /// The subscriber of the trigger of that name.
    Receiver.Subscriber subscriber(BrokerClass on, String name) {
        return receiver.at(Manifests.path(on, name));
    }

    Receiver.Subscriber deadLetterSink(BrokerClass on, String name) {
        return receiver.at(Manifests.path(on, name) + "/dead");
    }

    /// The attributes of an event of that type, with an id of its own.
    static Map<String, String> event(String type) {
        var attributes = new TreeMap<String, String>();
        attributes.put("specversion", "1.0");
        attributes.put("id", UUID.randomUUID().toString());
        attributes.put("source", "/conformance");
        attributes.put("type", type);
        return attributes;
    }

    /// Posts an event in binary mode to the broker of that class; returns its id once the broker has taken it.
    String send(BrokerClass on, Map<String, String> attributes, String data)
            throws IOException, InterruptedException {
        var answer = post(on, path(on.broker()), attributes, data);
        if (answer.statusCode() != 202) {
            throw new AssertionError("the broker answered " + answer.statusCode());
        }
        return attributes.getOrDefault("id", "");
    }

    String send(BrokerClass on, String type) throws IOException, InterruptedException {
        return send(on, event(type), "{}");
    }

    /// The path of a broker at its ingress.
    String path(String broker) {
        return "/" + namespace + "/" + broker;
    }

    HttpResponse<String> post(
            BrokerClass on, String path, Map<String, String> attributes, String data)
            throws IOException, InterruptedException {
        var request = request(on, path).header("Content-Type", "application/json");
        attributes.forEach((name, value) -> request.header("ce-" + name, value));
        return exchange(request.POST(HttpRequest.BodyPublishers.ofString(data)));
    }

    HttpRequest.Builder request(BrokerClass on, String path) {
        return HttpRequest.newBuilder(platform.ingress(on).resolve(path)).timeout(PATIENCE);
    }

    HttpResponse<String> exchange(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    URI subscriberUri(BrokerClass on, String name) {
        return receiver.uri(Manifests.path(on, name));
    }

    /// Waits until it has been sent that many requests, and returns them.
    static List<Request> awaitRequests(Receiver.Subscriber subscriber, int count) {
        await().atMost(PATIENCE).until(() -> subscriber.requests().size() >= count);
        return subscriber.requests();
    }

    Platform platform() {
        return platform;
    }

    @Override
    public void close() {
        platform.close();
        receiver.close();
    }
}
