package dev.tideway.knlocal.sink;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.JsonEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// All there is of a job: its event, its log, and how it has ended.
record JobFolder(Path sink, String name) {
    /// Of one sink; older ones that have ended are forgotten, as a cluster's are in time.
    private static final int KEPT = 1000;

    private Path path() {
        return sink.resolve(name);
    }

    Path event() {
        return path().resolve("event");
    }

    Path log() {
        return path().resolve("log");
    }

    /// Empty when there is no such job.
    Optional<JobState> state() {
        for (var end : new JobState[] {JobState.COMPLETE, JobState.FAILED}) {
            if (Files.exists(path().resolve(end.name()))) {
                return Optional.of(end);
            }
        }
        return Files.exists(event()) ? Optional.of(JobState.RUNNING) : Optional.empty();
    }

    /// There whole, or not at all.
    void make(Event event) throws IOException {
        Files.createDirectories(path());
        var half = path().resolve("event.new");
        Files.write(half, JsonEvents.encode(event));
        Files.move(half, event(), StandardCopyOption.ATOMIC_MOVE);
        prune(sink);
    }

    void end(JobState state) throws IOException {
        Files.writeString(path().resolve(state.name()), "");
    }

    static List<JobFolder> unfinished(Path sink) throws IOException {
        return all(sink).stream()
                .filter(job -> job.state().equals(Optional.of(JobState.RUNNING)))
                .toList();
    }

    private static List<JobFolder> all(Path sink) throws IOException {
        if (!Files.isDirectory(sink)) {
            return List.of();
        }
        try (var folders = Files.list(sink)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> new JobFolder(sink, "" + folder.getFileName()))
                    .toList();
        }
    }

    private static void prune(Path sink) throws IOException {
        var all = all(sink);
        if (all.size() <= KEPT) {
            return;
        }
        var ended =
                all.stream()
                        .filter(job -> !job.state().equals(Optional.of(JobState.RUNNING)))
                        .sorted(Comparator.comparingLong(job -> job.path().toFile().lastModified()))
                        .toList();
        for (var job : ended.subList(0, Math.min(ended.size(), all.size() - KEPT))) {
            job.delete();
        }
    }

    private void delete() throws IOException {
        try (var files = Files.list(path())) {
            for (var file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(path());
    }

    @Override
    public String toString() {
        return "job " + name;
    }
}
