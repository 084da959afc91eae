package dev.tideway.knlocal.conformance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// What a chapter is played in: brokers and triggers on a [Platform], subscribers in this JVM, and a client.
final class World implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Receiver receiver;
    private final Platform platform;
    private final String namespace = Cluster.namespace();

    private World(Receiver receiver, Platform platform) {
        this.receiver = receiver;
        this.platform = platform;
    }

    static World with(Consumer<Manifests> manifests) throws IOException, InterruptedException {
        return on(yaml -> Platform.start(yaml, Cluster.namespace()), manifests);
    }

    /// A runner on this machine, whatever the environment says: for what only a view from inside can show.
    static World local(String settings, Consumer<Manifests> manifests)
            throws IOException, InterruptedException {
        return on(yaml -> Local.with(yaml, settings), manifests);
    }

    private interface Start {
        Platform with(String yaml) throws IOException, InterruptedException;
    }

    private static World on(Start start, Consumer<Manifests> manifests)
            throws IOException, InterruptedException {
        var receiver = new Receiver(Platform.receiverHost());
        try {
            var yaml = new Manifests(receiver);
            manifests.accept(yaml);
            return new World(receiver, start.with(yaml.toString()));
        } catch (IOException | InterruptedException | RuntimeException e) {
            receiver.close();
            throw e;
        }
    }

    /// The subscriber of the trigger of that name.
    Receiver.Subscriber subscriber(Implementation on, String name) {
        return receiver.at(Manifests.path(on, name));
    }

    Receiver.Subscriber deadLetterSink(Implementation on, String name) {
        return receiver.at(Manifests.path(on, name) + "/dead");
    }

    /// Posts an event to the broker of that class; returns its id once the broker has taken it.
    String send(Implementation on, Event event) throws IOException, InterruptedException {
        var answer = post(on, path(on.broker()), event);
        if (answer.statusCode() != 202) {
            throw new AssertionError("the broker answered " + answer.statusCode());
        }
        return event.id();
    }

    String send(Implementation on, String type) throws IOException, InterruptedException {
        return send(on, Event.event(type));
    }

    /// Sends events of one partition key in this order, one after the other.
    void sendInOrder(Implementation on, List<Event> events)
            throws IOException, InterruptedException {
        for (var event : events) {
            send(on, event.with("partitionkey", "one"));
        }
    }

    /// The path of a broker at its ingress.
    String path(String broker) {
        return "/" + namespace + "/" + broker;
    }

    HttpResponse<String> post(Implementation on, String path, Event event)
            throws IOException, InterruptedException {
        return post(request(on, path), event);
    }

    /// Posts an event to what a cluster addresses by its host alone: a channel or flow.
    HttpResponse<String> postTo(Implementation on, String service, Event event)
            throws IOException, InterruptedException {
        return post(requestTo(on, service, "/"), event);
    }

    /// Posts an event to a channel or flow; returns its id once that has taken it.
    String sendTo(Implementation on, String service, Event event)
            throws IOException, InterruptedException {
        var answer = postTo(on, service, event);
        if (answer.statusCode() != 202) {
            throw new AssertionError(service + " answered " + answer.statusCode());
        }
        return event.id();
    }

    HttpRequest.Builder requestTo(Implementation on, String service, String path) {
        return requestAt(on, service + "." + namespace + ".svc.cluster.local", path);
    }

    /// For what is addressed by host and path.
    HttpRequest.Builder requestAt(Implementation on, String host, String path) {
        return request(on, path).header("Host", host);
    }

    HttpResponse<String> postAt(Implementation on, String host, String path, Event event)
            throws IOException, InterruptedException {
        return post(requestAt(on, host, path), event);
    }

    private HttpResponse<String> post(HttpRequest.Builder request, Event event)
            throws IOException, InterruptedException {
        event.headers(request::header);
        return exchange(
                request.header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(event.data())));
    }

    /// As a runner of this suite says it of itself.
    int readyInstances(String function) throws IOException, InterruptedException {
        return platform.readyInstances(function);
    }

    HttpRequest.Builder request(Implementation on, String path) {
        return HttpRequest.newBuilder(platform.ingress(on).resolve(path)).timeout(PATIENCE);
    }

    HttpResponse<String> exchange(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// Waits until it has been sent that event, and returns all it has been sent.
    static List<Request> awaitEvent(Receiver.Subscriber subscriber, String id) {
        await("the event " + id)
                .atMost(PATIENCE)
                .until(() ->
                        subscriber.requests().stream()
                                .anyMatch(request -> request.attribute("id").equals(id)));
        return subscriber.requests();
    }

    /// Waits until it has been sent that event, and returns how it came first.
    static Request awaitOne(Receiver.Subscriber subscriber, String id) {
        return awaitEvent(subscriber, id).stream()
                .filter(request -> request.attribute("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    /// Waits until it has been sent that many requests, and returns them.
    static List<Request> awaitRequests(Receiver.Subscriber subscriber, int count) {
        await().atMost(PATIENCE).until(() -> subscriber.requests().size() >= count);
        return subscriber.requests();
    }

    @Override
    public void close() {
        platform.close();
        receiver.close();
    }
}
