package dev.tideway.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// An OCI image layout in a tar, unpacked as a node of a cluster does it: layer over layer, with modes and times.
///
/// @param root the image's root folder
/// @param config what it says about how to run it
public record Archive(Path root, Config config) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// The image's own words, `config` of the OCI image configuration.
    public record Config(
            List<String> entrypoint, List<String> environment, String directory, String user) {}

    /// Into a folder that is empty or not there yet.
    public static Archive unpack(Path tar, Path folder) throws IOException {
        var blobs = folder.resolve("layout");
        extract(Files.newInputStream(tar), blobs);
        var root = Files.createDirectories(folder.resolve("root"));
        var index = JSON.readTree(blobs.resolve("index.json").toFile());
        var manifest = blob(blobs, index.path("manifests").path(0));
        for (var layer : manifest.path("layers")) {
            extract(new GZIPInputStream(Files.newInputStream(path(blobs, layer))), root);
        }
        return new Archive(root, config(blob(blobs, manifest.path("config")).path("config")));
    }

    private static Config config(JsonNode config) {
        return new Config(
                texts(config.path("Entrypoint")),
                texts(config.path("Env")),
                config.path("WorkingDir").asText(),
                config.path("User").asText());
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(it -> texts.add(it.asText()));
        return texts;
    }

    private static JsonNode blob(Path blobs, JsonNode descriptor) throws IOException {
        return JSON.readTree(path(blobs, descriptor).toFile());
    }

    private static Path path(Path blobs, JsonNode descriptor) {
        var digest = descriptor.path("digest").asText();
        return blobs.resolve("blobs").resolve(digest.replace(':', '/'));
    }

    private static void extract(InputStream from, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(from)) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                extract(tar, entry, folder);
            }
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
            throws IOException {
        var path = entry.resolveIn(folder);
        if (entry.isDirectory()) {
            Files.createDirectories(path);
        } else {
            Files.createDirectories(path.getParent());
            Files.copy(tar, path, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(path, FileTime.from(entry.getLastModifiedTime().toInstant()));
        }
        Files.setPosixFilePermissions(path, permissions(entry.getMode()));
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        var permissions = EnumSet.noneOf(PosixFilePermission.class);
        var all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            if ((mode & (0400 >> i)) != 0) {
                permissions.add(all[i]);
            }
        }
        return permissions;
    }
}
