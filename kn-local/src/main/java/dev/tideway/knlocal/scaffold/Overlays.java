package dev.tideway.knlocal.scaffold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The overlays of deploy/, each of which says where the image of each function is.
final class Overlays {
    /// One by digest is not repeated: a new function has no image yet.
    private static final Pattern IMAGE =
            Pattern.compile("(?m)^ *- \\{ name: tideway/([a-z0-9-]+),(?!.*digest).*}\\n");

    private Overlays() {}

    static void add(Changes changes, Path root, FunctionName name) throws IOException {
        var overlays = root.resolve("deploy/overlays");
        if (!Files.isDirectory(overlays)) {
            return;
        }
        try (var folders = Files.list(overlays)) {
            for (var folder : folders.toList()) {
                var file = folder.resolve("kustomization.yaml");
                if (Files.isRegularFile(file)) {
                    var path = "deploy/overlays/" + folder.getFileName() + "/kustomization.yaml";
                    changes.put(path, withImage(changes.text(path), name));
                }
            }
        }
    }

    /// After the last one, and like it.
    private static String withImage(String text, FunctionName name) {
        return IMAGE.matcher(text)
                .results()
                .reduce((_, last) -> last)
                .map(last ->
                        text.substring(0, last.end())
                                + like(last, name)
                                + text.substring(last.end()))
                .orElse(text);
    }

    private static String like(MatchResult image, FunctionName name) {
        return image.group()
                .replaceAll("tideway/" + image.group(1) + "\\b", "tideway/" + name.text());
    }
}
