package dev.tideway.flowtest;

import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.yaml.Near;
import java.util.Collection;
import java.util.stream.Collectors;

/// Finds what a test calls by its name.
final class Named {
    private Named() {}

    /// @param name with its namespace, or without when that is enough
    static Key one(String kind, String name, Collection<Key> keys) {
        var meant =
                keys.stream()
                        .filter(key -> key.name().equals(name) || key.toString().equals(name))
                        .toList();
        if (meant.size() == 1) {
            return meant.getFirst();
        }
        var there = keys.stream().map(Key::toString).sorted().collect(Collectors.joining(", "));
        var near = Near.meant(name, keys.stream().map(Key::name).toList());
        throw new IllegalArgumentException(
                "%s %s takes part; there is %s%s"
                        .formatted(
                                meant.isEmpty() ? "no " + kind : "more than one " + kind,
                                name,
                                there.isEmpty() ? "none" : there,
                                near.isEmpty() ? "" : "; " + near));
    }
}
