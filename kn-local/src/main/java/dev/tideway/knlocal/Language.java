package dev.tideway.knlocal;

import dev.tideway.knlocal.schema.Inspection;
import dev.tideway.knlocal.schema.SchemaException;
import dev.tideway.knlocal.schema.Schemas;
import dev.tideway.knlocal.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// The schemas of the events, read while Kafka and the database start: the validator's classes take a moment to load.
final class Language {
    private final CompletableFuture<Schemas> schemas = new CompletableFuture<>();
    private final boolean strict;

    private Language(boolean strict) {
        this.strict = strict;
    }

    static Language read(Settings settings) {
        var language = new Language(settings.strict());
        Thread.ofPlatform().name("schemas").daemon().start(() -> language.read(settings.events()));
        return language;
    }

    private void read(List<Path> folders) {
        try {
            schemas.complete(Schemas.read(folders));
        } catch (SchemaException | RuntimeException | Error e) {
            schemas.completeExceptionally(e);
        }
    }

    /// Blocks until they are there.
    ///
    /// @throws SchemaException when a file is none
    Inspection inspection() throws SchemaException, InterruptedException {
        try {
            return new Inspection(schemas.get(), strict);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SchemaException wrong) {
                throw wrong;
            }
            throw new IllegalStateException("the schemas of the events", e.getCause());
        }
    }
}
