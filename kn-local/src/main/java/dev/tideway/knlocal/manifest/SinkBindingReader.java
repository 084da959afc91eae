package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import dev.tideway.knlocal.yaml.Near;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads a SinkBinding and finds the functions that its subject means.
final class SinkBindingReader {
    private static final String SERVING = "serving.knative.dev/v1";

    private final Map<Key, Map<String, String>> functions;
    private final Findings findings;

    /// @param functions with their labels
    SinkBindingReader(Map<Key, Map<String, String>> functions, Findings findings) {
        this.functions = functions;
        this.findings = findings;
    }

    Optional<SinkBinding> read(Resource resource) {
        return resource.spec()
                .flatMap(spec -> {
                    if (!spec.has("subject")) {
                        spec.problem("subject", "is missing", "");
                    }
                    var subject = spec.fields("subject").map(it -> subject(it, resource));
                    var overrides = Overrides.read(spec);
                    var sink = SinkReader.required(spec, resource.origin(findings));
                    spec.done();
                    return subject.flatMap(bound ->
                            sink.map(to ->
                                    new SinkBinding(
                                            resource.key(),
                                            bound,
                                            to,
                                            overrides,
                                            resource.place())));
                });
    }

    private Set<Key> subject(Fields subject, Resource resource) {
        var namespace = resource.key().namespace();
        var apiVersion = subject.required("apiVersion").map(Text::value).orElse("");
        var kind = subject.required("kind").map(Text::value).orElse("");
        var name = subject.string("name").map(Text::value);
        var labels = subject.fields("selector").flatMap(SinkBindingReader::labels);
        subject.string("namespace")
                .map(Text::value)
                .filter(it -> !it.equals(namespace))
                .ifPresent(it ->
                        subject.problem(
                                "namespace",
                                "is %s, but a SinkBinding binds in its own namespace".formatted(it),
                                "leave it out"));
        subject.done();
        if (name.isPresent() == labels.isPresent()) {
            subject.problem("", "wants a name or a selector", "give it one of the two");
            return Set.of();
        }
        if (!kind.equals("Service") || !apiVersion.equals(SERVING)) {
            findings.note(
                    resource.at(subject.line("kind")),
                    subject.path("kind"),
                    "is %s of %s, which kn-local does not run, so nothing is bound"
                            .formatted(kind, apiVersion));
            return Set.of();
        }
        return name.map(it -> named(subject, new Key(namespace, it)))
                .orElseGet(() -> selected(namespace, labels.orElse(Map.of())));
    }

    private Set<Key> named(Fields subject, Key key) {
        if (functions.containsKey(key)) {
            return Set.of(key);
        }
        var near =
                functions.keySet().stream()
                        .filter(it -> it.namespace().equals(key.namespace()))
                        .map(Key::name)
                        .toList();
        subject.problem(
                "name",
                "names the Service %s, which does not exist".formatted(key),
                Near.meant(key.name(), near));
        return Set.of();
    }

    private Set<Key> selected(String namespace, Map<String, String> labels) {
        return functions.entrySet().stream()
                .filter(it -> it.getKey().namespace().equals(namespace))
                .filter(it -> it.getValue().entrySet().containsAll(labels.entrySet()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Optional<Map<String, String>> labels(Fields selector) {
        var labels = selector.fields("matchLabels").map(Fields::strings);
        if (selector.has("matchExpressions")) {
            selector.problem(
                    "matchExpressions",
                    "is not run by this version of kn-local",
                    "select by matchLabels");
        }
        selector.done();
        return labels.map(all ->
                all.entrySet().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey, it -> it.getValue().value())));
    }
}
