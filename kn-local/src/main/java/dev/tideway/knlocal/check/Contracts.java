package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.manifest.Problem;
import dev.tideway.knlocal.schema.Schema;
import dev.tideway.knlocal.schema.SchemaException;
import dev.tideway.knlocal.schema.Schemas;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The schemas of a domain's event types, compiled; one that is none takes no other with it.
record Contracts(Domain domain, Schemas schemas, List<Problem> problems) {
    static Contracts of(Domain domain) {
        var problems = new ArrayList<Problem>();
        var folder = domain.root().resolve("events");
        try {
            var schemas = Files.isDirectory(folder) ? Schemas.read(List.of(folder)) : Schemas.NONE;
            return new Contracts(domain, schemas, problems);
        } catch (SchemaException e) {
            String.valueOf(e.getMessage())
                    .lines()
                    .forEach(line ->
                            problems.add(
                                    new Problem(
                                            new Place(domain.root().relativize(folder), 0),
                                            "",
                                            line.replace(domain.root() + "/", ""),
                                            "")));
            return new Contracts(domain, Schemas.NONE, problems);
        }
    }

    Optional<Schema> schema(String type) {
        return schemas.of(type);
    }

    Place place(Path file) {
        return place(domain, file);
    }

    /// As findings show it.
    static Place place(Domain domain, Path file) {
        return new Place(domain.root().relativize(file), 0);
    }
}
