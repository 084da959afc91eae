package dev.tideway.knlocal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/// A [KafkaChild] seen from its parent: what it has printed so far.
final class Child implements AutoCloseable {
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private Child(Process process) {
        this.process = process;
        this.reader =
                Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(lines::add));
    }

    static Child start(List<String> prefix, Path folder, int eventBytes) throws IOException {
        var command = new ArrayList<>(prefix);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.util.logging.config.file="
                                + System.getProperty("java.util.logging.config.file"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KafkaChild.class.getName(),
                        folder.toString(),
                        Integer.toString(eventBytes)));
        return new Child(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    long pid() {
        return process.pid();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /// The rest of the lines that begin so.
    List<String> said(String start) {
        return lines.stream()
                .filter(line -> line.startsWith(start + " "))
                .map(line -> line.substring(start.length() + 1))
                .toList();
    }

    void await(Predicate<Child> condition) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(60))
                .failFast(
                        "the child has ended",
                        () ->
                                assertThat(process.isAlive() || condition.test(this))
                                        .as(lines.toString())
                                        .isTrue())
                .until(() -> condition.test(this));
    }

    /// SIGKILL; returns once it is gone and all it had printed is here.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reader.join();
    }

    /// -1 when it does not end.
    int exit() throws InterruptedException {
        var ended = process.waitFor(60, TimeUnit.SECONDS);
        if (ended) {
            reader.join();
        }
        return ended ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
