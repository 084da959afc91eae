package dev.tideway.knlocal.conformance;

import dev.tideway.knlocal.flow.Runner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A runner on this machine.
record Local(Runner runner, Path root) implements Platform {
    static Local with(String manifests) throws IOException {
        return with(manifests, "functions: []\n");
    }

    /// @param settings of kn-local.yaml, besides where the manifests are
    static Local with(String manifests, String settings) throws IOException {
        var root = Files.createTempDirectory("conformance");
        Files.writeString(root.resolve("manifests.yaml"), manifests);
        Files.writeString(
                root.resolve("kn-local.yaml"), "manifests: [manifests.yaml]\n" + settings);
        return new Local(Runner.startIn(root), root);
    }

    @Override
    public URI ingress(Implementation on) {
        return URI.create("http://localhost:" + runner.port());
    }

    @Override
    public void close() {
        runner.close();
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
