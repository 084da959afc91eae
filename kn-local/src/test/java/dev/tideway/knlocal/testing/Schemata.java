package dev.tideway.knlocal.testing;

import dev.tideway.knlocal.schema.SchemaException;
import dev.tideway.knlocal.schema.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Schemas that a test writes.
public final class Schemata {
    private Schemata() {}

    /// Puts it where the runner looks.
    public static Path write(Path folder, String type, String schema) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(type + ".schema.json"), schema);
        return folder;
    }

    /// Of one type.
    public static Schemas of(Path folder, String type, String schema)
            throws IOException, SchemaException {
        return Schemas.read(List.of(write(folder, type, schema)));
    }
}
