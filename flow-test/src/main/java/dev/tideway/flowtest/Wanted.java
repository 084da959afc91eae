package dev.tideway.flowtest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a class asks for: classes for which it is equal share a runner.
///
/// @param functions by name; none means all
/// @param manifests none means those of kn-local.yaml
record Wanted(
        Path root, SortedSet<String> functions, List<String> manifests, BrokerClass brokerClass) {
    private static final String SETTINGS = "kn-local.yaml";

    /// @param here where the tests run
    static Wanted of(FlowTest asked, Path here) {
        var root = asked.root().isEmpty() ? root(here) : here.resolve(asked.root());
        return new Wanted(
                root.toAbsolutePath().normalize(),
                new TreeSet<>(List.of(asked.functions())),
                List.of(asked.manifests()),
                asked.brokerClass());
    }

    private static Path root(Path here) {
        for (var folder = here.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(SETTINGS))) {
                return folder;
            }
        }
        return here;
    }
}
