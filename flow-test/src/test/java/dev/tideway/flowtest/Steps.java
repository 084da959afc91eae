package dev.tideway.flowtest;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.filter.Filter;
import dev.tideway.knlocal.filter.Reading;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.manifest.Broker;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.Trigger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Steps as a runner tells them.
final class Steps {
    static final ObjectRef BROKER = new ObjectRef(Broker.KIND, new Key("default", "default"));

    private Steps() {}

    static Event event(String type, String id) {
        return NewEvent.of(type).id(id).event();
    }

    static ObjectRef trigger(String name) {
        return new ObjectRef(Trigger.KIND, new Key("default", name));
    }

    static Way way(String trigger, String type) {
        return new Way(
                BROKER, trigger(trigger), Filter.Exact.of(Map.of("type", type), Reading.KAFKA));
    }

    static Step accepted(Event event) {
        return new Step.Accepted(BROKER, event, 0, 0);
    }

    static Step delivered(String trigger, Event event) {
        return new Step.Delivered(trigger(trigger), event, 1, Duration.ZERO, Optional.empty());
    }

    static Step answered(String trigger, Event event, Event reply) {
        return new Step.Delivered(trigger(trigger), event, 1, Duration.ZERO, Optional.of(reply));
    }

    static Step retrying(String trigger, Event event) {
        return new Step.Retrying(trigger(trigger), event, 1, "503 busy", Duration.ofMillis(200));
    }

    static Step twice(String trigger, Event event) {
        return new Step.Disturbed(trigger(trigger), event, "delivered once more", true);
    }

    static Step deadLetter(String trigger, Event event) {
        return new Step.DeadLettered(
                trigger(trigger), event, URI.create("http://dead-letters/"), "422 no", List.of());
    }

    static Step lost(String trigger, Event event) {
        return new Step.Lost(
                trigger(trigger), event, "422 no; and there is no dead-letter sink", List.of());
    }
}
