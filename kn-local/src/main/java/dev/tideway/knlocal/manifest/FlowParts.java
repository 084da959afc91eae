package dev.tideway.knlocal.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Collects the channels and Subscriptions of one Sequence or Parallel, each named by the flow's name and a suffix.
final class FlowParts {
    private final Resource resource;
    private final Optional<ChannelDefaults.Template> template;
    private final Origin origin;
    private final List<Key> channels = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();

    FlowParts(Resource resource, Optional<ChannelDefaults.Template> template, Findings findings) {
        this.resource = resource;
        this.template = template;
        this.origin = new Origin(resource.file(), resource.key().namespace(), findings);
    }

    Origin origin() {
        return origin;
    }

    void channel(String suffix) {
        channels.add(key(suffix));
    }

    Destination to(String suffix) {
        return new Destination.Ref(
                "messaging.knative.dev/v1",
                Channel.KIND,
                key(suffix),
                Optional.empty(),
                resource.place());
    }

    void subscribe(
            String channel,
            String suffix,
            Destination subscriber,
            Optional<Destination> reply,
            Optional<Delivery> delivery) {
        subscriptions.add(
                new Subscription(
                        key(suffix), key(channel), subscriber, reply, delivery, resource.place()));
    }

    /// Empty when it has no step; that has been reported.
    Optional<Flow> flow(ChannelReader reader) {
        var made =
                channels.stream()
                        .map(key -> reader.made(key, template, origin.of(resource.place())))
                        .toList();
        return made.stream()
                .findFirst()
                .map(entry ->
                        new Flow(
                                new ObjectRef(resource.kindName(), resource.key()),
                                entry,
                                made,
                                List.copyOf(subscriptions)));
    }

    private Key key(String suffix) {
        return new Key(resource.key().namespace(), resource.key().name() + suffix);
    }
}
