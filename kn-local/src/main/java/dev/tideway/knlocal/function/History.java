package dev.tideway.knlocal.function;

import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.state.StateException;
import dev.tideway.knlocal.state.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The revisions of one function, this run's and those of earlier ones, in a folder each: named as Knative names them,
/// `orders-00001`, each with its template and its copy of the build. Safe for any thread.
public final class History {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);

    private final FunctionSpec spec;
    private final Path folder;
    private final Path logs;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Kept> kept = new ArrayList<>();

    /// What came of asking for a new revision.
    public sealed interface Made {
        record Revision(Kept kept) implements Made {}

        /// The build changes still: ask again.
        record NotYet() implements Made {}

        /// A revision never changes.
        ///
        /// @param instead the revision that stays
        record Refused(String why, Kept instead) implements Made {}
    }

    /// Reads what is there; a revision that cannot be read any more is left out.
    ///
    /// @param spec the template as it is now
    ///
    /// @throws StateException when what is there cannot be read
    public History(FunctionSpec spec, FunctionSettings settings) throws StateException {
        var name = FunctionSettings.folder(spec.key());
        this.spec = spec;
        this.folder = settings.revisions().resolve(name);
        this.logs = settings.logs().resolve(name);
        try {
            read();
        } catch (IOException e) {
            throw new StateException("the revisions in " + folder + " cannot be read: " + e, e);
        }
        kept.sort(Comparator.comparingInt(Kept::generation));
    }

    private void read() throws IOException {
        if (Files.isDirectory(folder)) {
            try (var folders = Files.list(folder)) {
                for (var each : folders.toList()) {
                    Kept.in(each).ifPresent(kept::add);
                }
            }
        }
    }

    public Optional<Kept> find(String name) {
        return locked(() -> kept.stream().filter(it -> it.name().equals(name)).findFirst());
    }

    /// Newest first.
    public List<Kept> all() {
        return locked(() -> List.copyOf(kept.reversed()));
    }

    /// The revision of the template and the build as they are now: the last one, when nothing has changed; also when there
    /// is no build output, or none was ever started.
    public Made settle() throws StateException {
        var build = buildKey();
        var last = all().stream().findFirst();
        if (last.isPresent() && last.get().template().equals(Kept.template(spec))) {
            var known = last.get().build();
            if (known.equals(build) || build.isEmpty() || known.isEmpty()) {
                return new Made.Revision(last.get());
            }
        }
        try {
            return made(build);
        } catch (IOException e) {
            throw new StateException("no revision can be kept in " + folder + ": " + e, e);
        }
    }

    /// A new revision of the build as it is now, with its copy of it.
    public Made next() throws IOException {
        var build = buildKey();
        if (build.isEmpty()) {
            return new Made.NotYet();
        }
        var made = made(build);
        if (made instanceof Made.Revision(var revision)) {
            try {
                var _ = supply(revision).current();
            } catch (CannotStartException unfinished) {
                forget(revision);
                return new Made.NotYet();
            }
        }
        return made;
    }

    private Made made(String build) throws IOException {
        var wanted = spec.routing().revisionName();
        var same = wanted.flatMap(this::find);
        if (same.isPresent()) {
            return new Made.Refused(refusal(same.get()), same.get());
        }
        var generation = locked(() -> kept.isEmpty() ? 1 : kept.getLast().generation() + 1);
        var name = wanted.orElse("%s-%05d".formatted(spec.key().name(), generation));
        var revision = new Kept(name, generation, build, spec);
        revision.writeTo(folder.resolve(name));
        locked(() -> kept.add(revision));
        return new Made.Revision(revision);
    }

    private String refusal(Kept same) {
        var what = same.template().equals(Kept.template(spec)) ? "the build" : "the template";
        return "%s: the revision %s stays as it is: %s has changed, and a revision never does; give spec.template.metadata.name another name"
                .formatted(spec.place(), same.name(), what);
    }

    /// Changes with the build output as it is now; empty when there is none.
    public String buildKey() {
        return Build.keyOf(spec);
    }

    public Supply supply(Kept revision) {
        return new KeptBuild(this, revision, folder.resolve(revision.name()));
    }

    /// Where the newest revision before this one keeps its copy.
    Optional<Snapshot> before(Kept revision) {
        return all().stream()
                .filter(it -> it.generation() < revision.generation())
                .findFirst()
                .map(it -> new Snapshot(folder.resolve(it.name())));
    }

    /// Whether a newer revision is there.
    boolean isOld(Kept revision) {
        return all().stream().anyMatch(it -> it.generation() > revision.generation());
    }

    void replace(Kept bound) throws IOException {
        bound.writeTo(folder.resolve(bound.name()));
        locked(() -> {
            kept.replaceAll(it -> it.name().equals(bound.name()) ? bound : it);
            return bound;
        });
    }

    /// Deletes the oldest revisions that nobody uses, and the start-up caches of all that nobody uses.
    ///
    /// @param used by name: those that take requests, or may
    /// @param most how many of the others stay
    public void prune(Set<String> used, int most) {
        var unused = all().stream().filter(it -> !used.contains(it.name())).toList();
        try {
            for (int i = 0; i < unused.size(); i++) {
                if (i >= most) {
                    forget(unused.get(i));
                } else {
                    Trees.delete(supply(unused.get(i)).caches());
                }
            }
        } catch (IOException e) {
            LOG.warn("function {}: old revisions cannot be deleted: {}", spec.key(), e.toString());
        }
    }

    /// As if it had never been made.
    public void forget(Kept revision) throws IOException {
        locked(() -> kept.removeIf(it -> it.name().equals(revision.name())));
        Trees.delete(folder.resolve(revision.name()));
        new LogFiles(logs, revision.name()).prune(0);
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
