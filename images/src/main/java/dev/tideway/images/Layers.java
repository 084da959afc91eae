package dev.tideway.images;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The layers of an image, what changes least at the bottom. Only the topmost, the AOT cache, has other bytes when it is
/// made again from the same files.
final class Layers {
    private static final FilePermissions PLAIN = FilePermissions.fromOctalString("644");
    private static final FilePermissions PROGRAM = FilePermissions.fromOctalString("755");
    private static final FilePermissions ANYBODY = FilePermissions.fromOctalString("777");

    private Layers() {}

    static List<FileEntriesLayer> of(Application app, JavaRuntime runtime, Base base)
            throws IOException {
        var layers = new ArrayList<FileEntriesLayer>();
        if (base.files().isPresent()) {
            layers.add(libraries(base.files().get()));
        }
        layers.add(layer("java", runtime.home(), Layout.JAVA, runtime.home()));
        var home = app.app();
        layers.add(layer("dependencies", home, Layout.APP, home.resolve("lib")));
        var own = new ArrayList<Path>();
        try (var entries = Files.list(home)) {
            entries.filter(it -> !it.endsWith("lib")).sorted().forEach(own::add);
        }
        layers.add(layer("application", home, Layout.APP, own.toArray(Path[]::new)));
        layers.add(layer("sbom", app.sbom(), Layout.SBOM, app.sbom()));
        if (Files.isDirectory(app.aot())) {
            layers.add(layer("aot", app.aot(), Layout.AOT, app.aot()));
        }
        return layers;
    }

    private static FileEntriesLayer libraries(Path root) throws IOException {
        return layer("libraries", root, "/", root).toBuilder()
                .addEntry(root, AbsoluteUnixPath.get("/tmp"), ANYBODY, Layout.TIME)
                .build();
    }

    /// @param from becomes `to`
    private static FileEntriesLayer layer(String name, Path from, String to, Path... parts)
            throws IOException {
        var layer = FileEntriesLayer.builder().setName(name);
        var target = AbsoluteUnixPath.get(to);
        for (var part : parts) {
            for (var file : Tree.files(part)) {
                var permissions = Files.isExecutable(file) ? PROGRAM : PLAIN;
                layer.addEntry(
                        file.toRealPath(),
                        target.resolve(from.relativize(file).toString()),
                        permissions,
                        Files.getLastModifiedTime(file).toInstant());
            }
        }
        return layer.build();
    }
}
