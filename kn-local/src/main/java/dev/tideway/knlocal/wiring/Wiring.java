package dev.tideway.knlocal.wiring;

import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.domain.Handler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What makes a domain's triggers bring what its functions' methods take.
///
/// @param changes empty when they do
/// @param files the files as they become, by their path from the root
/// @param untouched functions whose trigger is whatever it is: a method of theirs takes any type
/// @param unbuilt functions of which nothing is known, for nothing is compiled
public record Wiring(
        List<Change> changes,
        Map<Path, String> files,
        List<String> untouched,
        List<String> unbuilt) {
    /// The folder of triggers.
    static final Path FOLDER = Path.of("triggers");

    /// Works it out; nothing is written.
    ///
    /// @throws IOException when a trigger's file cannot be read
    public static Wiring of(Domain domain) throws IOException {
        var changes = new Changes(domain);
        for (var function : domain.functions().values()) {
            if (function.code().isPresent()) {
                for (var gap : Gap.of(domain, function.key(), function.code().get())) {
                    changes.add(gap);
                }
            }
        }
        return new Wiring(
                changes.all(),
                changes.files(),
                domain.functions().values().stream()
                        .filter(Wiring::takesAny)
                        .map(DomainFunction::name)
                        .sorted()
                        .toList(),
                domain.unbuilt());
    }

    private static boolean takesAny(DomainFunction function) {
        return function.code().stream()
                .flatMap(it -> it.handlers().stream())
                .anyMatch(Handler::takesAny);
    }

    public boolean isRight() {
        return changes.isEmpty();
    }

    /// Whether all of it can be written without a hand.
    public boolean isSafe() {
        return changes.stream().allMatch(it -> it.byHand().isEmpty());
    }

    /// Writes the files.
    ///
    /// @param root the domain's
    /// @throws IOException when one cannot be written
    public void write(Path root) throws IOException {
        for (var file : new TreeMap<>(files).entrySet()) {
            var path = root.resolve(file.getKey());
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, file.getValue());
        }
    }
}
