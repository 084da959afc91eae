package dev.tideway.knlocal.packing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// A build of Quarkus' `aot-jar` packaging, with its hundred dependencies in one jar. A start opens every jar of the
/// class path to look for resources, which takes a seventh of it when there are that many.
///
/// The application's own jars stay as they are, and so does every jar that cannot be joined to others without changing
/// what is found in it; see [Union].
public final class PackedApp {
    private static final String LAUNCHER = "quarkus-run.jar";
    private static final String DEPENDENCIES = "lib/";

    /// In the folder where Quarkus looks for the application from its own jar upwards.
    private static final String UNION = "lib/main/dependencies.jar";

    private final Path app;
    private final Manifest manifest;
    private final List<String> classPath;

    private PackedApp(Path app, Manifest manifest) {
        this.app = app;
        this.manifest = manifest;
        var value = manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
        this.classPath = value == null ? List.of() : List.of(value.strip().split("\\s+"));
    }

    /// Writes the packed form of a build, of the same layout.
    ///
    /// @param app the folder `quarkus-app` of the build
    /// @param to a folder that is not there yet; gets the same bytes for the same build
    /// @return false when the build has another form, as `fast-jar` has, which opens its jars when it needs them; then
    ///     nothing is written
    public static boolean write(Path app, Path to) throws IOException {
        try (var launcher = new JarFile(app.resolve(LAUNCHER).toFile())) {
            var manifest = launcher.getManifest();
            var packed = new PackedApp(app, manifest == null ? new Manifest() : manifest);
            if (!packed.namesEveryDependency()) {
                return false;
            }
            packed.write(launcher, to);
            return true;
        }
    }

    private boolean namesEveryDependency() throws IOException {
        var dependencies = classPath.stream().filter(it -> it.startsWith(DEPENDENCIES)).toList();
        if (dependencies.isEmpty()) {
            return false;
        }
        var jars =
                files().stream()
                        .map(it -> app.relativize(it).toString())
                        .filter(it -> it.startsWith(DEPENDENCIES) && it.endsWith(".jar"))
                        .toList();
        return new HashSet<>(classPath).containsAll(jars);
    }

    private void write(JarFile launcher, Path to) throws IOException {
        try (var union = new Union()) {
            var joined = new HashSet<String>();
            for (var name : classPath) {
                if (!name.startsWith(DEPENDENCIES)) {
                    union.keep(app.resolve(name));
                } else if (union.join(app.resolve(name))) {
                    joined.add(name);
                }
            }
            copy(to, joined);
            if (!joined.isEmpty()) {
                Files.createDirectories(to.resolve(UNION).getParent());
                union.write(to.resolve(UNION));
            }
            launch(launcher, to.resolve(LAUNCHER), joined);
        }
    }

    private void copy(Path to, Set<String> joined) throws IOException {
        for (var file : files()) {
            var name = app.relativize(file).toString();
            if (!joined.contains(name) && !name.equals(LAUNCHER)) {
                var target = to.resolve(name);
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /// The union stands where its first jar stood.
    private void launch(JarFile launcher, Path to, Set<String> joined) throws IOException {
        var path = new ArrayList<String>();
        for (var name : classPath) {
            var now = joined.contains(name) ? UNION : name;
            if (!path.contains(now)) {
                path.add(now);
            }
        }
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", path));
        try (var out = new JarOutputStream(Files.newOutputStream(to))) {
            out.putNextEntry(Union.entry(JarFile.MANIFEST_NAME));
            manifest.write(out);
            for (var entry : launcher.stream().toList()) {
                if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    out.putNextEntry(Union.entry(entry.getName()));
                    launcher.getInputStream(entry).transferTo(out);
                }
            }
        }
    }

    private List<Path> files() throws IOException {
        try (var all = Files.walk(app)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
