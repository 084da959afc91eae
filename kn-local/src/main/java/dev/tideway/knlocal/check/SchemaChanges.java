package dev.tideway.knlocal.check;

import dev.tideway.knlocal.schema.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What breaks those who were written for an earlier schema.
///
/// @param fromOutside whether others send the events: what they send must still do; else others read them, and must still find
///     what they read
record SchemaChanges(boolean fromOutside) {
    List<String> breaking(List<Property> before, List<Property> now) {
        var changes = new ArrayList<String>();
        compare(before, now, "", changes);
        return changes;
    }

    private void compare(
            List<Property> before, List<Property> now, String path, List<String> changes) {
        for (var old : before) {
            var place = path + old.name();
            find(now, old.name())
                    .ifPresentOrElse(
                            it -> compare(old, it, place, changes),
                            () -> changes.add("%s is gone".formatted(place)));
        }
        if (fromOutside) {
            now.stream()
                    .filter(it -> it.required() && find(before, it.name()).isEmpty())
                    .forEach(it ->
                            changes.add("%s is new and required".formatted(path + it.name())));
        }
    }

    private void compare(Property old, Property now, String place, List<String> changes) {
        if (fromOutside && now.required() && !old.required()) {
            changes.add("%s has become required".formatted(place));
        }
        if (!fromOutside && old.required() && !now.required()) {
            changes.add("%s is no longer required".formatted(place));
        }
        var narrow = fromOutside ? old : now;
        var wide = fromOutside ? now : old;
        if (!within(narrow, wide)) {
            changes.add(
                    "%s has become %s, it was %s"
                            .formatted(place, Shapes.said(now), Shapes.said(old)));
        }
        compare(old.properties(), now.properties(), place + ".", changes);
    }

    private static boolean within(Property narrow, Property wide) {
        return wide.types().isEmpty()
                || (!narrow.types().isEmpty()
                        && narrow.types().stream()
                                .allMatch(it ->
                                        wide.types().contains(it)
                                                || (it.equals("integer")
                                                        && wide.types().contains("number"))));
    }

    private static Optional<Property> find(List<Property> properties, String name) {
        return properties.stream().filter(it -> it.name().equals(name)).findFirst();
    }
}
