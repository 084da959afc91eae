package dev.tideway.knlocal.domain;

import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.Key;
import java.nio.file.Files;
import java.util.Optional;

/// A function: how it is deployed, and what it does with events.
///
/// @param code empty when it was not built, is no Java, or has no `@Funq` method
public record DomainFunction(FunctionSpec spec, Optional<Code> code) {
    public Key key() {
        return spec.key();
    }

    public String name() {
        return spec.key().name();
    }

    /// Whether there is something to build, and it was not. Java that is no Funqy function is built, and says nothing.
    public boolean isUnbuilt() {
        return code.isEmpty()
                && spec.command().isEmpty()
                && !Files.isDirectory(spec.directory().resolve(CodeReader.CLASSES));
    }
}
