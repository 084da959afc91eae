package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.manifest.Routing.Target;
import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads `spec.traffic` and the template's name, as Knative's webhook checks them (`route_validation.go`).
final class RoutingReader {
    private static final Pattern DNS_1035_LABEL =
            Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern QUALIFIED_NAME =
            Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

    private static final String LABEL_MEND = "use small letters, digits and -, a letter first";

    private final Resource service;
    private final ServingConfig serving;
    private final Findings findings;
    private final Set<String> tags = new HashSet<>();

    RoutingReader(Resource service, ServingConfig serving, Findings findings) {
        this.service = service;
        this.serving = serving;
        this.findings = findings;
    }

    /// @param template `spec.template`
    /// @param spec `spec`
    Routing read(Fields spec, Optional<Fields> template) {
        var metadata = template.flatMap(it -> it.fields("metadata"));
        var name = metadata.flatMap(this::name);
        metadata.flatMap(it -> it.fields("annotations")).ifPresent(this::misplaced);
        var rollout =
                RolloutDuration.of(
                        service.annotations(), serving, service.origin(findings), "metadata.");
        var traffic = spec.list("traffic");
        if (traffic.isEmpty()) {
            return new Routing(name, Routing.LATEST.traffic(), rollout);
        }
        var targets = traffic.stream().map(this::target).toList();
        var sum = targets.stream().mapToInt(Target::percent).sum();
        if (sum != 100) {
            spec.problem("traffic", "adds up to " + sum + " percent, wanted 100", "");
        }
        return new Routing(name, List.copyOf(targets), rollout);
    }

    private void misplaced(Fields annotations) {
        for (var key : annotations.keys()) {
            if (RolloutDuration.NAMES.contains(key)) {
                findings.note(
                        service.at(annotations.line(key)),
                        annotations.path(key),
                        "changes nothing here; it belongs under metadata.annotations of the Service");
            }
        }
    }

    private Optional<String> name(Fields metadata) {
        var name = metadata.string("name").map(Text::value);
        name.ifPresent(it -> {
            if (!DNS_1035_LABEL.matcher(it).matches()) {
                metadata.problem("name", "is " + it + ", which is no DNS label", LABEL_MEND);
            } else if (!it.startsWith(service.key().name() + "-")) {
                metadata.problem(
                        "name",
                        "is %s, wanted a name that begins with %s-"
                                .formatted(it, service.key().name()),
                        "");
            }
        });
        return name;
    }

    private Target target(Fields target) {
        var revision = target.string("revisionName").map(Text::value);
        var latest = target.flag("latestRevision");
        if (latest.isPresent() && latest.get() == revision.isPresent()) {
            target.problem(
                    "latestRevision",
                    "is %s %s revisionName"
                            .formatted(
                                    latest.get(), revision.isPresent() ? "beside a" : "without a"),
                    "a target is either a revisionName or the latest revision");
        }
        revision.filter(it -> !QUALIFIED_NAME.matcher(it).matches())
                .ifPresent(it ->
                        target.problem("revisionName", "is " + it + ", which is no name", ""));
        for (var key : List.of("configurationName", "url")) {
            if (target.has(key)) {
                target.problem(key, "is not allowed in a Service", "leave it out");
            }
        }
        var percent = target.whole("percent", 0, 100).orElse(0);
        var tag = tag(target);
        target.done();
        return new Target(revision, percent, tag, new Place(service.file(), target.line()));
    }

    private Optional<String> tag(Fields target) {
        var tag = target.string("tag").map(Text::value).filter(it -> !it.isEmpty());
        tag.ifPresent(it -> {
            if (!DNS_1035_LABEL.matcher(it).matches()) {
                target.problem("tag", "is " + it + ", which is no DNS label", LABEL_MEND);
            } else if (!tags.add(it)) {
                target.problem("tag", "is " + it + ", which is given twice", "");
            }
        });
        return tag;
    }
}
