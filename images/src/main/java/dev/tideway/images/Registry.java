package dev.tideway.images;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;

/// Images in registries, with the credentials that `docker login` (or podman's) has left, or a credential helper gives.
final class Registry {
    private Registry() {}

    static RegistryImage image(ImageReference reference) throws ImageException {
        var credentials = CredentialRetrieverFactory.forImage(reference, _ -> {});
        return RegistryImage.named(reference)
                .addCredentialRetriever(credentials.dockerConfig())
                .addCredentialRetriever(credentials.wellKnownCredentialHelpers());
    }
}
