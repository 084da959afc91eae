package dev.tideway.flowtest;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.HttpEvents;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.manifest.Key;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;

/// Posts a test's events to a broker, which has to take them.
record Sender(Runner runner, Watch watch) {
    private static final String USUAL = "default";
    private static final int ACCEPTED = 202;

    /// And says the event's id.
    String send(Optional<String> broker, Event event) {
        var brokers = runner.project().resources().brokers().keySet();
        var to =
                brokers.size() == 1 && broker.isEmpty()
                        ? brokers.iterator().next()
                        : Named.one("broker", broker.orElse(USUAL), brokers);
        if (!runner.isNew(event.id())) {
            throw new IllegalArgumentException(
                    "a test before has sent an event %s: whoever has handled it does not handle it again; leave the id to NewEvent, or make it a new one for each test"
                            .formatted(event.id()));
        }
        watch.begin(event.id());
        post(to, event);
        return event.id();
    }

    private void post(Key broker, Event event) {
        var data = event.data();
        var body = data == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(data);
        var request = HttpRequest.newBuilder().POST(body);
        HttpEvents.encode(event, request::header);
        var path = "/" + broker;
        try {
            var status = runner.web().send(path, request).statusCode();
            if (status != ACCEPTED) {
                throw new AssertionError(
                        "broker %s does not take the event: %d %s"
                                .formatted(broker, status, reason(path)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while an event was sent", e);
        }
    }

    /// An ingress says it in the journey alone, as Knative's says it in its log.
    private String reason(String path) {
        return runner.heard().steps().reversed().stream()
                .filter(step -> step instanceof Step.Refused it && it.path().equals(path))
                .map(step -> ((Step.Refused) step).why())
                .findFirst()
                .orElse("");
    }
}
