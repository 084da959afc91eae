package dev.tideway.knlocal.conformance;

import dev.tideway.knlocal.flow.Runner;
import dev.tideway.knlocal.status.FunctionStatus;
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

    /// @param settings of kn-local.yaml, besides where the manifests are; it may name [SmallFunction]s in `functions/small`
    static Local with(String manifests, String settings) throws IOException {
        var root = Files.createTempDirectory("conformance");
        Files.writeString(root.resolve("manifests.yaml"), manifests);
        Files.writeString(
                root.resolve("kn-local.yaml"), "manifests: [manifests.yaml]\n" + settings);
        var function = Files.createDirectories(root.resolve("functions/small"));
        Files.writeString(function.resolve("func.yaml"), SmallFunction.FUNC_YAML);
        return new Local(Runner.startIn(root), root);
    }

    @Override
    public URI ingress(Implementation on) {
        return URI.create("http://localhost:" + runner.port());
    }

    @Override
    public int readyInstances(String function) throws IOException, InterruptedException {
        return runner.status().functions().stream()
                .filter(it -> it.key().name().equals(function))
                .mapToInt(FunctionStatus::ready)
                .sum();
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
