package dev.tideway.knlocal.function;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// What a revision of the [History] is started from: its own copy of the build, taken over before its first start. A
/// command has no copy: it runs in the function's folder as that is, and cannot be started any more once a newer revision
/// has taken its place.
final class KeptBuild implements Supply {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final History history;
    private final Path folder;
    private final Snapshot snapshot;
    private final ReentrantLock lock = new ReentrantLock();
    private Kept revision;

    KeptBuild(History history, Kept revision, Path folder) {
        this.history = history;
        this.revision = revision;
        this.folder = folder;
        this.snapshot = new Snapshot(folder);
    }

    @Override
    public String name() {
        return revision.name();
    }

    @Override
    public Path caches() {
        return folder.resolve("aot");
    }

    @Override
    public boolean isKept() {
        return snapshot.taken(revision.build()).isPresent();
    }

    @Override
    public Optional<String> buildKey() {
        return Optional.of(history.buildKey()).filter(key -> !key.isEmpty());
    }

    @Override
    public Revision current() throws CannotStartException {
        lock.lock();
        try {
            var taken = snapshot.taken(revision.build());
            return new Revision(revision.name(), taken.isPresent() ? taken.get() : bound());
        } catch (IOException e) {
            throw new CannotStartException(
                    "revision %s: its build cannot be kept in %s: %s"
                            .formatted(revision.name(), folder, e));
        } finally {
            lock.unlock();
        }
    }

    private Build bound() throws CannotStartException, IOException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var build = bound(Build.of(revision.spec()));
            if (build.isPresent()) {
                return build.get();
            }
            if (System.nanoTime() > deadline) {
                throw new CannotStartException(
                        "revision %s: its build output is written still, or is broken: run `make build`"
                                .formatted(revision.name()));
            }
            pause();
        }
    }

    private Optional<? extends Build> bound(Build live) throws CannotStartException, IOException {
        if (!live.key().equals(revision.build())) {
            if (history.isOld(revision)) {
                throw new CannotStartException(
                        "revision %s cannot be started any more: kn-local has no copy of what it was started from; send its traffic to the latest revision"
                                .formatted(revision.name()));
            }
            revision = revision.with(live.key());
            history.replace(revision);
        }
        return switch (live) {
            case Build.Command command -> Optional.of(command);
            case Build.QuarkusApp app -> snapshot.take(app, history.before(revision));
        };
    }

    private static void pause() throws CannotStartException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted while its build was taken over");
        }
    }
}
