package dev.tideway.images;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.ssl.SSLException;

/// Images in registries, with the credentials that `docker login` (or podman's) has left, or a credential helper gives.
final class Registry {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Registry() {}

    /// Asks it for anything at all, before anything is made for it: Jib would try for a minute before it said why not.
    ///
    /// @param insecure whether it may speak plain HTTP
    static void expectThere(ImageReference image, boolean insecure)
            throws ImageException, InterruptedException {
        // Plain HTTP first: a server that speaks nothing else may wait for more of a TLS greeting.
        if (insecure && answers("http", image)) {
            return;
        }
        try {
            ask("https", image);
        } catch (IOException e) {
            var unvouched = insecure && e instanceof SSLException;
            if (!unvouched) {
                var message = "the image %s: %s".formatted(image, Reasons.of(e));
                throw new ImageException(message, e);
            }
        }
    }

    private static boolean answers(String scheme, ImageReference image)
            throws InterruptedException {
        try {
            ask(scheme, image);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// Whatever the answer is: the push itself finds out whether it may.
    private static void ask(String scheme, ImageReference image)
            throws IOException, InterruptedException {
        var address = URI.create("%s://%s/v2/".formatted(scheme, image.getRegistry()));
        var request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var _ = client.send(request, BodyHandlers.discarding());
        }
    }

    static RegistryImage image(ImageReference reference) throws ImageException {
        var credentials = CredentialRetrieverFactory.forImage(reference, _ -> {});
        return RegistryImage.named(reference)
                .addCredentialRetriever(credentials.dockerConfig())
                .addCredentialRetriever(credentials.wellKnownCredentialHelpers());
    }
}
