package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields;
import java.util.Optional;

/// Takes a Sequence or Parallel apart as Knative's reconcilers do (`pkg/reconciler/sequence/resources`,
/// `pkg/reconciler/parallel/resources`), under the same names.
final class FlowReader {
    private final ChannelReader channels;
    private final Findings findings;

    FlowReader(ChannelReader channels, Findings findings) {
        this.channels = channels;
        this.findings = findings;
    }

    /// Step `i` is subscribed to channel `i` and answers into channel `i + 1`; the last one to `spec.reply`, if there is
    /// one.
    Optional<Flow> sequence(Resource resource) {
        return spec(resource)
                .flatMap(spec -> {
                    var parts = new FlowParts(resource, channels.template(spec), findings);
                    var reply = DestinationReader.read(spec, "reply", parts.origin());
                    var steps = spec.list("steps");
                    require(spec, "steps", steps.isEmpty());
                    spec.done();
                    for (int i = 0; i < steps.size(); i++) {
                        var input = "-kn-sequence-" + i;
                        var last = i == steps.size() - 1;
                        var next = last ? reply : Optional.of(parts.to("-kn-sequence-" + (i + 1)));
                        var delivery = DeliveryReader.read(steps.get(i), parts.origin());
                        var subscriber = DestinationReader.inline(steps.get(i), parts.origin());
                        parts.channel(input);
                        subscriber.ifPresent(
                                it -> parts.subscribe(input, input, it, next, delivery));
                    }
                    return parts.flow(channels);
                });
    }

    /// Each branch's filter is subscribed to the entry and answers into the branch's own channel, where its subscriber
    /// waits. A branch without a filter gets every event.
    Optional<Flow> parallel(Resource resource) {
        return spec(resource)
                .flatMap(spec -> {
                    var parts = new FlowParts(resource, channels.template(spec), findings);
                    var reply = DestinationReader.read(spec, "reply", parts.origin());
                    var branches = spec.list("branches");
                    require(spec, "branches", branches.isEmpty());
                    spec.done();
                    parts.channel("-kn-parallel");
                    for (int i = 0; i < branches.size(); i++) {
                        branch(branches.get(i), i, reply, parts);
                    }
                    return parts.flow(channels);
                });
    }

    private static void branch(
            Fields branch, int number, Optional<Destination> common, FlowParts parts) {
        var own = "-kn-parallel-" + number;
        var delivery = DeliveryReader.read(branch, parts.origin());
        var filter = DestinationReader.read(branch, "filter", parts.origin());
        var subscriber = DestinationReader.read(branch, "subscriber", parts.origin());
        var reply = DestinationReader.read(branch, "reply", parts.origin()).or(() -> common);
        require(branch, "subscriber", !branch.has("subscriber"));
        branch.done();
        parts.channel(own);
        var passed = filter.map(_ -> parts.to(own));
        parts.subscribe(
                "-kn-parallel",
                "-kn-parallel-filter-" + number,
                filter.orElseGet(() -> parts.to(own)),
                passed,
                Optional.empty());
        subscriber.ifPresent(it -> parts.subscribe(own, own, it, reply, delivery));
    }

    private static Optional<Fields> spec(Resource resource) {
        var fields = resource.fields();
        require(fields, "spec", !fields.has("spec"));
        var spec = fields.fields("spec");
        fields.done();
        return spec;
    }

    private static void require(Fields fields, String key, boolean missing) {
        if (missing) {
            fields.problem(key, "is missing", "");
        }
    }
}
