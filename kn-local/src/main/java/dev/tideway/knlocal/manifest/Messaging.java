package dev.tideway.knlocal.manifest;

import java.util.LinkedHashMap;
import java.util.Map;

/// Channels and Subscriptions: those of the manifests, and those that its Sequences and Parallels come to.
final class Messaging {
    private final Map<Key, Channel> channels;
    private final Map<Key, Subscription> subscriptions;
    private final Map<ObjectRef, Channel> entries = new LinkedHashMap<>();
    private final Findings findings;

    private Messaging(ResourceReader reader, ChannelReader channelReader, Findings findings) {
        this.findings = findings;
        channels = reader.all(Kinds.Handled.CHANNEL, channelReader::read);
        subscriptions =
                reader.all(Kinds.Handled.SUBSCRIPTION, new SubscriptionReader(findings)::read);
    }

    static Messaging read(ResourceReader reader, ChannelReader channelReader, Findings findings) {
        var messaging = new Messaging(reader, channelReader, findings);
        var flows = new FlowReader(channelReader, findings);
        reader.all(Kinds.Handled.SEQUENCE, flows::sequence).values().forEach(messaging::add);
        reader.all(Kinds.Handled.PARALLEL, flows::parallel).values().forEach(messaging::add);
        return messaging;
    }

    private void add(Flow flow) {
        for (var channel : flow.channels()) {
            var other = channels.putIfAbsent(channel.key(), channel);
            if (other != null) {
                taken(channel.place(), channel.ref(), other.place());
            }
        }
        for (var subscription : flow.subscriptions()) {
            var other = subscriptions.putIfAbsent(subscription.key(), subscription);
            if (other != null) {
                taken(subscription.place(), subscription.ref(), other.place());
            }
        }
        entries.put(flow.ref(), flow.entry());
    }

    private void taken(Place place, ObjectRef part, Place other) {
        findings.problem(
                place,
                "",
                "needs the name of a %s that is at %s".formatted(part, other),
                "rename one");
    }

    Map<Key, Channel> channels() {
        return channels;
    }

    Map<Key, Subscription> subscriptions() {
        return subscriptions;
    }

    /// A flow's address is that of its first channel.
    void address(Addressables addressables) {
        channels.forEach((key, it) -> addressables.add(it.ref(), Addressables.ofChannel(key)));
        entries.forEach((flow, it) -> addressables.add(flow, Addressables.ofChannel(it.key())));
    }
}
