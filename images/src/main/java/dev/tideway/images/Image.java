package dev.tideway.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/// Puts an image together and brings it where it belongs.
///
/// @param cache of layers, on this machine
record Image(Application app, JavaRuntime runtime, Base base, Machine machine, Path cache) {
    private static final String OWN = "own";

    /// To be done before the first image: Jib takes a file of the same path and time for the same file, and all of ours
    /// have one time.
    static void forget(Path cache) throws IOException {
        Tree.delete(cache.resolve(OWN));
    }

    /// Returns its digest, `sha256:…`.
    ///
    /// @param name to call it by in messages
    /// @param insecure whether the registry may speak plain HTTP
    String to(Containerizer where, String name, boolean insecure)
            throws ImageException, IOException, InterruptedException {
        try {
            return base.start()
                    .setFormat(ImageFormat.OCI)
                    .setPlatforms(Set.of(new Platform(machine.architecture(), "linux")))
                    .setFileEntriesLayers(Layers.of(app, runtime, base))
                    .setWorkingDirectory(AbsoluteUnixPath.get(Layout.APP))
                    .setEntrypoint(Layout.entrypoint(app))
                    .setEnvironment(Layout.ENVIRONMENT)
                    .setExposedPorts(Port.tcp(Layout.PORT))
                    .setUser(Layout.USER)
                    .setCreationTime(Layout.TIME)
                    .setLabels(
                            Map.of(
                                    "org.opencontainers.image.title", app.name(),
                                    "org.opencontainers.image.version", app.version(),
                                    "org.opencontainers.image.licenses", "Apache-2.0"))
                    .containerize(
                            where.setBaseImageLayersCache(cache.resolve("base"))
                                    .setApplicationLayersCache(cache.resolve(OWN))
                                    .setAllowInsecureRegistries(insecure)
                                    .setToolName("tideway"))
                    .getDigest()
                    .toString();
        } catch (RegistryException
                | CacheDirectoryCreationException
                | ExecutionException
                | IOException e) {
            throw new ImageException("the image %s: %s".formatted(name, Reasons.of(e)), e);
        }
    }

    /// Tagged with the version that is being made; what is deployed goes by digest.
    static ImageReference reference(String prefix, String function, String version)
            throws ImageException {
        var name = prefix + "/" + function + ":" + version.replace("-SNAPSHOT", "");
        try {
            return ImageReference.parse(name);
        } catch (com.google.cloud.tools.jib.api.InvalidImageReferenceException e) {
            // It may hold a password, as addresses of other things do.
            var given = prefix.contains("@") ? "" : "=" + prefix;
            throw new ImageException(
                    "REGISTRY%s makes no image name: give a registry and a prefix, such as ghcr.io/you/tideway, or archive; credentials are those of docker login"
                            .formatted(given),
                    e);
        }
    }
}
