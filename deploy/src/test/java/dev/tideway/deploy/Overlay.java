package dev.tideway.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What kustomize makes of an overlay.
record Overlay(String name, List<Resource> resources) {
    private static final String KUBECTL = "kubectl";

    static Overlay build(Path folder) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(KUBECTL, "kustomize", folder.toString())
                        .redirectErrorStream(true)
                        .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("kubectl kustomize " + folder + ": " + text);
        }
        return of(String.valueOf(folder.getFileName()), Yaml.documents(text));
    }

    static Overlay of(String name, List<JsonNode> documents) {
        return new Overlay(name, documents.stream().map(Resource::new).toList());
    }

    static boolean canBeBuilt() {
        try {
            var process = new ProcessBuilder(KUBECTL, "version", "--client").start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    Stream<Resource> those(String group, String kind) {
        return resources.stream().filter(it -> it.is(group, kind));
    }

    Optional<Resource> find(String group, String kind, String name) {
        return those(group, kind).filter(it -> it.name().equals(name)).findFirst();
    }

    /// The resources that make pods, and the pods' specifications.
    Stream<Resource> withPods() {
        return resources.stream().filter(it -> !it.pod().isMissingNode());
    }
}
