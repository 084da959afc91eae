package dev.tideway.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.Metadata;

/// The SBOM of an image (CycloneDX): every jar whose content is in it by Maven coordinates and digest, the JDK, the C library.
final class Bill {
    /// `group:artifact:classifier:type:version`, one a line.
    private static final String DEPENDENCIES = "quarkus-app-dependencies.txt";

    private static final Pattern VERSION = Pattern.compile("^JAVA_RUNTIME_VERSION=\"(.*)\"$");

    private final Application app;
    private final Bom bom = new Bom();

    private Bill(Application app) {
        this.app = app;
    }

    /// Writes it, always the same for the same content.
    ///
    /// @param libraries of the machine that are in the image; none when it stands on a base image
    static void write(Application app, JavaRuntime runtime, Set<Path> libraries)
            throws ImageException, IOException {
        var bill = new Bill(app);
        bill.jars();
        bill.union();
        bill.jdk(runtime);
        for (var library : libraries) {
            bill.file(library, library);
        }
        var text = bill.text();
        Tree.delete(app.sbom());
        Tree.write(app.sbom().resolve(app.name() + ".cdx.json"), text);
        Tree.settle(app.sbom());
    }

    private void jars() throws IOException {
        if (!Files.exists(app.built().resolve(DEPENDENCIES))) {
            sourceJars();
            return;
        }
        for (var line : Files.readAllLines(app.built().resolve(DEPENDENCIES))) {
            var parts = List.of(line.split(":", -1));
            if (parts.size() == 5) {
                jar(parts.get(0), parts.get(1), parts.get(2), parts.get(4));
            }
        }
    }

    /// Maven leaves no list beside these: each jar by its own name and digest.
    private void sourceJars() throws IOException {
        for (var file : Tree.files(app.app().resolve("lib"))) {
            file(Path.of(Layout.APP).resolve(app.app().relativize(file).toString()), file);
        }
    }

    private void jar(String group, String artifact, String classifier, String version)
            throws IOException {
        var suffix = classifier.isEmpty() ? "" : "-" + classifier;
        var name = "%s.%s-%s%s.jar".formatted(group, artifact, version, suffix);
        for (var folder : List.of("lib/boot", "lib/main")) {
            var file = app.built().resolve(folder).resolve(name);
            if (Files.exists(file)) {
                var purl = "pkg:maven/%s/%s@%s?type=jar".formatted(group, artifact, version);
                var full = classifier.isEmpty() ? purl : purl + "&classifier=" + classifier;
                var component = component(Component.Type.LIBRARY, artifact, version, full);
                component.setGroup(group);
                component.addHash(new Hash(Hash.Algorithm.SHA_256, Tree.digestOf(file)));
                bom.addComponent(component);
            }
        }
    }

    /// The jar that the others have become, when they have.
    private void union() throws IOException {
        var built = app.built();
        for (var file : Tree.files(app.app().resolve("lib"))) {
            var path = app.app().relativize(file);
            if (!Files.exists(built.resolve(path.toString()))) {
                file(Path.of(Layout.APP).resolve(path.toString()), file);
            }
        }
    }

    private void jdk(JavaRuntime runtime) throws IOException {
        var version =
                Files.readAllLines(runtime.home().resolve("release")).stream()
                        .map(VERSION::matcher)
                        .filter(java.util.regex.Matcher::matches)
                        .map(it -> it.group(1))
                        .findFirst()
                        .orElse(System.getProperty("java.runtime.version"));
        var purl = "pkg:generic/openjdk@" + version.replace("+", "%2B");
        bom.addComponent(component(Component.Type.PLATFORM, "openjdk", version, purl));
    }

    /// @param name where it is in the image
    private void file(Path name, Path content) throws IOException {
        var component = new Component();
        component.setType(Component.Type.FILE);
        component.setName(name.toString());
        component.addHash(new Hash(Hash.Algorithm.SHA_256, Tree.digestOf(content)));
        bom.addComponent(component);
    }

    private static Component component(
            Component.Type type, String name, String version, String purl) {
        var component = new Component();
        component.setType(type);
        component.setName(name);
        component.setVersion(version);
        component.setPurl(purl);
        component.setBomRef(purl);
        return component;
    }

    private String text() throws ImageException {
        var metadata = new Metadata();
        metadata.setTimestamp(Date.from(Layout.TIME));
        var purl = "pkg:maven/dev.tideway/%s@%s".formatted(app.name(), app.version());
        metadata.setComponent(component(Component.Type.CONTAINER, app.name(), app.version(), purl));
        bom.setMetadata(metadata);
        try {
            var content = BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString();
            var id = UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8));
            bom.setSerialNumber("urn:uuid:" + id);
            return BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString();
        } catch (GeneratorException e) {
            throw new ImageException("the SBOM of " + app.name() + ": " + e.getMessage(), e);
        }
    }
}
