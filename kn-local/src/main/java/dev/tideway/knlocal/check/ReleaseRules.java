package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.schema.SchemaText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Whether what was released still holds.
final class ReleaseRules {
    static final List<Rule> ALL =
            List.of(
                    new Rule(
                            "breaking-schema-change",
                            Severity.ERROR,
                            "Who was written for the last release (the last git tag, if there is one) cannot go on: a new meaning is a new type.",
                            ReleaseRules::breaking));

    private static final String SCHEMA = ".schema.json";

    private ReleaseRules() {}

    private static List<Breach> breaking(Domain domain) throws IOException {
        var breaches = new ArrayList<Breach>();
        var release = LastRelease.of(domain.root());
        if (release.isPresent()) {
            for (var folder : domain.events()) {
                for (var file : release.get().files(domain.shown(folder).toString())) {
                    if (file.endsWith(SCHEMA)) {
                        compare(domain, release.get(), file, breaches);
                    }
                }
            }
        }
        return breaches;
    }

    private static String type(String file) {
        var name = String.valueOf(Path.of(file).getFileName());
        return name.substring(0, name.length() - SCHEMA.length());
    }

    private static void compare(
            Domain domain, LastRelease release, String file, List<Breach> breaches)
            throws IOException {
        var type = type(file);
        if (!Files.exists(domain.root().resolve(file))) {
            breaches.add(
                    new Breach(
                            new Place(Path.of(file), 0),
                            type,
                            "%s is gone, since %s".formatted(type, release.tag()),
                            "bring it back until its last reader is gone; then allow it"));
            return;
        }
        var before = release.text(file).flatMap(SchemaText::properties);
        var path = domain.root().resolve(file);
        var now = SchemaText.properties(Files.readString(path));
        if (before.isPresent() && now.isPresent()) {
            var changes = new SchemaChanges(isFromOutside(domain, type));
            for (var what : changes.breaking(before.get(), now.get())) {
                breaches.add(
                        new Breach(
                                Contracts.place(domain, path),
                                type,
                                "%s, since %s".formatted(what, release.tag()),
                                "take the change back, or make a new type of it and send both for a while"));
            }
        }
    }

    private static boolean isFromOutside(Domain domain, String type) {
        return domain.contexts().stream().anyMatch(it -> it.outside().containsKey(type));
    }
}
