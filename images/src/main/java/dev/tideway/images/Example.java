package dev.tideway.images;

import static java.util.stream.Collectors.toSet;

import dev.tideway.knlocal.manifest.Destination;
import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// An event that a function takes, from the examples of the published language.
///
/// @param json in structured mode
public record Example(String json) {
    private static final String SUFFIX = ".example.json";

    /// By the function's triggers; one without any is a dead-letter sink and takes every event.
    ///
    /// @param events the folder of the published language
    public static List<Example> of(FunctionSpec function, Resources resources, Path events)
            throws IOException {
        var types =
                resources.triggers().values().stream()
                        .filter(it ->
                                it.subscriber() instanceof Destination.Ref ref
                                        && ref.key().equals(function.key()))
                        .flatMap(it -> it.filter().types().orElse(Set.of()).stream())
                        .collect(toSet());
        var examples = new ArrayList<Example>();
        try (var files = Files.list(events)) {
            for (var file : files.sorted().toList()) {
                var name = file.getFileName().toString();
                var type = name.replace(SUFFIX, "");
                if (name.endsWith(SUFFIX) && (types.isEmpty() || types.contains(type))) {
                    examples.add(new Example(Files.readString(file)));
                }
            }
        }
        return examples;
    }
}
