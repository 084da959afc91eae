package dev.tideway.knlocal.policy;

import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.generated.Generated;
import dev.tideway.knlocal.manifest.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The files of policies that a domain comes to.
public final class Policies {
    /// Part of the base: every cluster has NetworkPolicies.
    public static final Path NETWORK = Path.of("deploy/base/network-policies.yaml");

    /// Apart from the base: without OIDC nobody can show who it is.
    public static final Path EVENT = Path.of("deploy/components/event-policies/policies.yaml");

    /// By hand: only people know who sends from outside.
    public static final Path OUTSIDE = Path.of("deploy/components/event-policies/outside.yaml");

    private Policies() {}

    /// Works them out; nothing is written. A function of which nothing is compiled is a problem: what it emits would not be let in.
    public static Generated of(Domain domain) {
        var problems =
                domain.functions().values().stream()
                        .filter(DomainFunction::isUnbuilt)
                        .map(it ->
                                new Problem(
                                        it.spec().place(),
                                        "",
                                        "function %s is not compiled: what it emits is not known"
                                                .formatted(it.name()),
                                        "make build"))
                        .toList();
        return new Generated(
                domain.root(),
                Map.of(NETWORK, NetworkPolicies.of(domain), EVENT, EventPolicies.of(domain)),
                Map.of(),
                problems);
    }

    /// A line of YAML that has this `type`.
    private static boolean names(String line, String type) {
        return line.matches(
                "[\\s-]*type:\\s*[\"']?%s[\"']?\\s*(#.*)?".formatted(Pattern.quote(type)));
    }

    /// The types that come from outside and that no policy written by hand names.
    ///
    /// @throws IOException when the file of those policies cannot be read
    public static List<String> shutOut(Domain domain) throws IOException {
        var file = domain.root().resolve(OUTSIDE);
        var text = Files.isRegularFile(file) ? Files.readString(file) : "";
        return domain.contexts().stream()
                .flatMap(it -> it.outside().entrySet().stream())
                .filter(it -> !EventPolicies.isSource(domain, it.getValue()))
                .map(Map.Entry::getKey)
                .filter(it -> text.lines().noneMatch(line -> names(line, it)))
                .sorted()
                .toList();
    }
}
