package dev.tideway.knlocal.check;

import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.yaml.Documents;
import dev.tideway.knlocal.yaml.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// What kustomize adds to the files that it takes: versions of images, and patches.
record Kustomizations(List<YamlFile> all) {
    private static final String LATEST = "latest";

    static boolean isOne(Path file) {
        return String.valueOf(file.getFileName()).matches("kustomization\\.ya?ml");
    }

    private Stream<Node> each(String key) {
        return all.stream().flatMap(it -> YamlFile.items(it.root(), key));
    }

    private static Optional<String> text(Node node, String... keys) {
        return YamlFile.at(node, keys).flatMap(YamlFile::text);
    }

    boolean pins(String image) {
        return each("images")
                .filter(it -> text(it, "name").filter(image::equals).isPresent())
                .anyMatch(it -> text(it, "newTag").or(() -> text(it, "digest")).isPresent());
    }

    /// Where one of them makes the latest image of something.
    List<Breach> latest() {
        var breaches = new ArrayList<Breach>();
        for (var file : all) {
            YamlFile.items(file.root(), "images")
                    .filter(it -> text(it, "newTag").filter(LATEST::equals).isPresent())
                    .map(it -> latest(file, it))
                    .forEach(breaches::add);
        }
        return breaches;
    }

    private static Breach latest(YamlFile file, Node image) {
        var name = text(image, "name").orElse("");
        return new Breach(
                new Place(file.file(), image.line()),
                name,
                "the image %s becomes the latest of its name".formatted(name),
                "give it a newTag that never moves, or a digest");
    }

    /// Whether a patch that fits this resource sets the field. Which of its containers it is for is left to kustomize.
    boolean patches(String kind, String name, String field) {
        return each("patches")
                .filter(it -> fits(it, "kind", kind) && fits(it, "name", name))
                .flatMap(it -> text(it, "patch").stream())
                .flatMap(it -> Documents.parse(it).nodes().stream())
                .filter(it -> isFor(it, kind, name))
                .anyMatch(it -> sets(it, field));
    }

    /// A target's words are regular expressions, and need not be there.
    private static boolean fits(Node patch, String key, String wanted) {
        try {
            return text(patch, "target", key).filter(it -> !wanted.matches(it)).isEmpty();
        } catch (PatternSyntaxException _) {
            return false;
        }
    }

    /// A patch that is a piece of a resource says itself of which.
    private static boolean isFor(Node patch, String kind, String name) {
        return text(patch, "kind").filter(it -> !it.equals(kind)).isEmpty()
                && text(patch, "metadata", "name").filter(it -> !it.equals(name)).isEmpty();
    }

    private static boolean sets(Node node, String field) {
        return switch (node) {
            case Node.Scalar _ -> false;
            case Node.Sequence(var items, _) -> items.stream().anyMatch(it -> sets(it, field));
            case Node.Mapping(var entries, _) ->
                    entries.entrySet().stream()
                            .anyMatch(it ->
                                    it.getKey().equals(field)
                                            || isAt(it.getKey(), it.getValue().value(), field)
                                            || sets(it.getValue().value(), field));
        };
    }

    /// As in `path: /spec/template/spec/containers/0/livenessProbe`.
    private static boolean isAt(String key, Node value, String field) {
        return key.equals("path")
                && YamlFile.text(value).filter(it -> it.endsWith("/" + field)).isPresent();
    }
}
