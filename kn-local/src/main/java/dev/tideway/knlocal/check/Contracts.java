package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.schema.Found;
import dev.tideway.knlocal.schema.Schema;
import dev.tideway.knlocal.schema.Schemas;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The schemas of a domain's event types, compiled; one that is none takes no other with it.
record Contracts(Domain domain, Found found) {
    static Contracts of(Domain domain) {
        return new Contracts(domain, Schemas.find(domain.events()));
    }

    Schemas schemas() {
        return found.schemas();
    }

    Optional<Schema> schema(String type) {
        return schemas().of(type);
    }

    /// The files that are no schemas.
    List<Breach> unfit() {
        return found.unfit().stream()
                .map(it ->
                        new Breach(
                                new Place(place(it.file()).file(), it.line()),
                                String.valueOf(it.file().getFileName()),
                                it.what(),
                                ""))
                .toList();
    }

    Place place(Path file) {
        return place(domain, file);
    }

    /// As findings show it.
    static Place place(Domain domain, Path file) {
        return new Place(domain.shown(file), 0);
    }
}
