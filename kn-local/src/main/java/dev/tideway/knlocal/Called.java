package dev.tideway.knlocal;

import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.yaml.Near;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// A declared resource, found by what somebody calls it: its name, or its namespace and name.
final class Called {
    /// That a message names.
    private static final int NAMED = 20;

    private Called() {}

    /// The one that is meant.
    ///
    /// @param kind for the message: `trigger`
    /// @throws IllegalArgumentException when there is none, or more than one
    static Key one(String kind, String called, Collection<Key> there) {
        var meant =
                there.stream()
                        .filter(it -> called.equals(it.toString()) || called.equals(it.name()))
                        .toList();
        if (meant.size() == 1) {
            return meant.getFirst();
        }
        throw new IllegalArgumentException(
                meant.isEmpty()
                        ? "no %s %s; %s%s"
                                .formatted(kind, called, listed(there), near(called, there))
                        : "which %s %s? %s".formatted(kind, called, listed(meant)));
    }

    private static String near(String called, Collection<Key> there) {
        var name = called.substring(called.lastIndexOf('/') + 1);
        var near = Near.meant(name, there.stream().map(Key::name).toList());
        return near.isEmpty() ? "" : "; " + near;
    }

    private static String listed(Collection<Key> keys) {
        if (keys.isEmpty()) {
            return "there is none yet";
        }
        var names = keys.stream().map(Key::toString).sorted().toList();
        var more = names.size() > NAMED ? " and %d more".formatted(names.size() - NAMED) : "";
        return (names.size() == 1 ? "there is " : "there are ") + first(names) + more;
    }

    private static String first(List<String> names) {
        return names.stream().limit(NAMED).collect(Collectors.joining(", "));
    }
}
