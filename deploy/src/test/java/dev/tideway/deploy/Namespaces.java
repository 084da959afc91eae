package dev.tideway.deploy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Everything is in the project's namespace, and nothing is for the whole cluster but that namespace.
final class Namespaces {
    static final String OURS = "tideway";

    private Namespaces() {}

    static List<String> problems(Overlay overlay) {
        var outside =
                overlay.resources().stream()
                        .filter(it -> !it.is("", "Namespace"))
                        .filter(it -> !it.json().at("/metadata/namespace").asText().equals(OURS))
                        .map(it -> it + " is not in the namespace " + OURS);
        var namespaces =
                overlay.those("", "Namespace")
                        .filter(it -> !it.name().equals(OURS))
                        .map(it -> it + " is not ours");
        var doubled =
                overlay.resources().stream()
                        .collect(
                                Collectors.groupingBy(
                                        it -> it.group() + " " + it, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .filter(it -> it.getValue() > 1)
                        .map(it -> it.getKey() + " is there twice");
        return Stream.of(outside, namespaces, doubled).flatMap(it -> it).toList();
    }
}
