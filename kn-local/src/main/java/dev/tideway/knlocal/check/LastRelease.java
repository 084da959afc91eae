package dev.tideway.knlocal.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The last git tag before what is there now, and files as it has them.
///
/// @param root the project's folder, at or below that of the repository
record LastRelease(Path root, String tag) {
    private static final long PATIENCE_S = 30;

    /// Empty where there is no git, no repository or no tag: then nothing was released.
    static Optional<LastRelease> of(Path root) throws IOException {
        return git(root, "describe", "--tags", "--abbrev=0")
                .map(String::strip)
                .map(tag -> new LastRelease(root, tag));
    }

    /// The names of the files in a folder; empty where the tag has no such folder.
    List<String> files(String folder) throws IOException {
        return git(root, "ls-tree", "--name-only", tag, folder + "/")
                .map(it -> it.lines().toList())
                .orElse(List.of());
    }

    /// Empty where the tag has no such file.
    Optional<String> text(String file) throws IOException {
        return git(root, "show", tag + ":./" + file);
    }

    private static Optional<String> git(Path root, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(arguments));
        var answer = Files.createTempFile("kn-local-git", "");
        try {
            return run(command, answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.delete(answer);
        }
    }

    /// Empty where there is no git.
    private static Optional<Process> started(List<String> command, Path answer) {
        try {
            return Optional.of(
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .redirectOutput(answer.toFile())
                            .start());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Into a file: who waits for its end is not kept by what it says.
    private static Optional<String> run(List<String> command, Path answer)
            throws IOException, InterruptedException {
        var started = started(command, answer);
        if (started.isEmpty()) {
            return Optional.empty();
        }
        var process = started.get();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("git does not answer: " + String.join(" ", command));
        }
        return process.exitValue() == 0 ? Optional.of(Files.readString(answer)) : Optional.empty();
    }
}
