package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Everything there is to say about the files while they are being read.
final class Findings {
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> notes = new ArrayList<>();
    private final List<Ignored> ignored = new ArrayList<>();

    Report in(Path file) {
        return (line, key, message, mend) ->
                problems.add(new Problem(new Place(file, line), key, message, mend));
    }

    void problem(Place place, String key, String message, String mend) {
        problems.add(new Problem(place, key, message, mend));
    }

    void note(Place place, String key, String message) {
        notes.add(new Problem(place, key, message, ""));
    }

    void ignored(Place place, String kind, String why) {
        ignored.add(new Ignored(place, kind, why));
    }

    /// What was made, unless a problem came up in the making.
    <T> Optional<T> unlessProblems(Supplier<Optional<T>> making) {
        var before = problems.size();
        var made = making.get();
        return problems.size() == before ? made : Optional.empty();
    }

    List<Problem> problems() {
        return sorted(problems);
    }

    List<Problem> notes() {
        return sorted(notes);
    }

    /// As one reads the files, from top to bottom.
    private static List<Problem> sorted(List<Problem> found) {
        return found.stream()
                .distinct()
                .sorted(
                        Comparator.comparing((Problem it) -> it.place().file())
                                .thenComparingInt(it -> it.place().line()))
                .toList();
    }

    List<Ignored> ignored() {
        return List.copyOf(ignored);
    }
}
