package dev.tideway.images;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import java.nio.file.Path;
import java.util.Optional;

/// What an image stands on: nothing but this machine's C library, or another image that has one.
sealed interface Base {
    /// On a folder with the libraries and the few files of `/etc`.
    record Scratch(Path root) implements Base {}

    /// By digest, so that it is the same tomorrow.
    record Image(ImageReference reference) implements Base {}

    static Image image(String given) throws ImageException {
        try {
            var reference = ImageReference.parse(given);
            if (reference.getDigest().isEmpty()) {
                throw new ImageException(
                        "BASE=%s names no digest: give it as name@sha256:…".formatted(given));
            }
            return new Image(reference);
        } catch (InvalidImageReferenceException e) {
            throw new ImageException("BASE=%s is no image reference".formatted(given), e);
        }
    }

    default JibContainerBuilder start() throws ImageException {
        return switch (this) {
            case Scratch _ -> Jib.fromScratch();
            case Image(var reference) -> Jib.from(Registry.image(reference));
        };
    }

    /// The layer that it brings along.
    default Optional<Path> files() {
        return this instanceof Scratch(var root) ? Optional.of(root) : Optional.empty();
    }
}
