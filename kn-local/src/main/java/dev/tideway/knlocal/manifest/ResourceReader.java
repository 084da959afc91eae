package dev.tideway.knlocal.manifest;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads the resources of a folder kind by kind, and remembers which of them were left out for a problem.
final class ResourceReader {
    private final Folder folder;
    private final Findings findings;
    private final Set<ObjectRef> broken = new HashSet<>();

    ResourceReader(Folder folder, Findings findings) {
        this.folder = folder;
        this.findings = findings;
    }

    /// Everything of one kind that is right.
    <T> Map<Key, T> all(Kinds.Handled kind, Function<Resource, Optional<T>> reader) {
        var read = new LinkedHashMap<Key, T>();
        for (var resource : folder.resources()) {
            if (resource.kind() == kind) {
                findings.unlessProblems(() -> reader.apply(resource))
                        .ifPresentOrElse(
                                it -> read.put(resource.key(), it),
                                () -> broken.add(ref(resource)));
            }
        }
        return read;
    }

    private static ObjectRef ref(Resource resource) {
        var channel = resource.kind() == Kinds.Handled.CHANNEL;
        return new ObjectRef(channel ? Channel.KIND : resource.kindName(), resource.key());
    }

    Set<ObjectRef> broken() {
        return broken;
    }
}
