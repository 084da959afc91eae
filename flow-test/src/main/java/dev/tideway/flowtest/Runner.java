package dev.tideway.flowtest;

import dev.tideway.knlocal.KnLocal;
import dev.tideway.knlocal.StartException;
import dev.tideway.knlocal.manifest.Key;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A runner in this JVM, for all tests that ask for the same.
final class Runner implements AutoCloseable {
    private final Project project;
    private final KnLocal runner;
    private final RunnerLog log;
    private final Heard heard;
    private final List<Way> ways;
    private final Web web;
    private final Set<String> spent = ConcurrentHashMap.newKeySet();

    private Runner(Project project, KnLocal runner, RunnerLog log, Heard heard) {
        this.project = project;
        this.runner = runner;
        this.log = log;
        this.heard = heard;
        this.ways = Selection.ways(project.resources());
        this.web = Web.of(runner.dataPort(), runner.controlPort());
    }

    /// @param here where the tests run
    /// @throws SetupException when it cannot
    static Runner start(Wanted wanted, Path here) throws InterruptedException {
        var state = State.free(here);
        var project = Project.read(wanted, state.folder());
        var heard = new Heard();
        var log = RunnerLog.in(state.log());
        Runner runner;
        try {
            var started =
                    KnLocal.start(project.settings(), project.resources(), System.getenv(), heard);
            runner = new Runner(project, started, log, heard);
        } catch (StartException e) {
            log.close();
            throw new SetupException("the runner does not start: " + e.getMessage(), e);
        } catch (RuntimeException | InterruptedException e) {
            log.close();
            throw e;
        }
        runner.wake(wanted);
        return runner;
    }

    private void wake(Wanted wanted) throws InterruptedException {
        try {
            var named = wanted.functions().stream().map(this::function);
            var functions = project.resources().functions();
            Wake.all(
                    named.map(key -> Objects.requireNonNull(functions.get(key))).toList(),
                    web,
                    why -> "%s\n%s%s".formatted(why, Story.LOG, log.path()));
        } catch (RuntimeException | InterruptedException e) {
            close();
            throw e;
        }
    }

    Heard heard() {
        return heard;
    }

    List<Way> ways() {
        return ways;
    }

    Web web() {
        return web;
    }

    Project project() {
        return project;
    }

    Path log() {
        return log.path();
    }

    /// Whether no test before has sent an event of that id.
    boolean isNew(String id) {
        return !spent.contains(id);
    }

    void spend(Collection<String> ids) {
        spent.addAll(ids);
    }

    /// The key of a function that takes part.
    Key function(String name) {
        return Named.one("function", name, project.resources().functions().keySet());
    }

    @Override
    public void close() {
        runner.close();
        web.http().close();
        log.close();
    }
}
