package dev.tideway.knlocal.function;

import dev.tideway.knlocal.manifest.FunctionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Names the revisions of one function as Knative does, `orders-00001`: a new build is a new generation, also
/// across runs of the runner.
final class Revisions {
    private final FunctionSpec spec;
    private final Path file;
    private final ReentrantLock lock = new ReentrantLock();

    /// @param folder where the last generation is remembered
    Revisions(FunctionSpec spec, Path folder) {
        this.spec = spec;
        this.file = folder.resolve("generation");
    }

    /// @param name the value of `K_REVISION`
    record Revision(String name, Build build) {}

    /// Changes with the build; empty while there is none that could be started.
    Optional<String> buildKey() {
        try {
            return Optional.of(Build.of(spec).key());
        } catch (CannotStartException none) {
            return Optional.empty();
        }
    }

    Revision current() throws CannotStartException {
        var build = Build.of(spec);
        lock.lock();
        try {
            return new Revision(
                    "%s-%05d".formatted(spec.key().name(), generation(build.key())), build);
        } catch (IOException e) {
            throw new CannotStartException("cannot keep the generation in " + file + ": " + e);
        } finally {
            lock.unlock();
        }
    }

    private int generation(String key) throws IOException {
        var remembered =
                Files.exists(file) ? Files.readString(file).strip().split(" ") : new String[0];
        var last =
                remembered.length == 2 && remembered[0].matches("\\d{1,9}")
                        ? Integer.parseInt(remembered[0])
                        : 0;
        if (last > 0 && remembered[1].equals(key)) {
            return last;
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, (last + 1) + " " + key + "\n");
        return last + 1;
    }
}
