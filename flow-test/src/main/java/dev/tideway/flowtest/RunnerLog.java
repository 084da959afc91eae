package dev.tideway.flowtest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/// Puts what the runner has to say into a file, and leaves the test's console to the test.
final class RunnerLog implements AutoCloseable {
    private static final List<String> OWN = List.of("dev.tideway.knlocal", "journey");
    private static final List<String> MUTE =
            List.of("org.apache.kafka", "kafka", "state.change.logger");
    private static final List<String> QUIET = List.of("org.flywaydb", "io.vertx", "io.netty");

    /// Held, for a logger that nobody holds forgets its level.
    private final List<Logger> loggers;

    private final Path path;
    private final FileHandler file;

    private RunnerLog(Path path, FileHandler file) {
        this.path = path;
        this.file = file;
        this.loggers =
                Stream.of(OWN, MUTE, QUIET).flatMap(List::stream).map(Logger::getLogger).toList();
        for (var logger : loggers) {
            logger.setLevel(level(logger.getName()));
            logger.setUseParentHandlers(false);
            logger.addHandler(file);
        }
    }

    private static Level level(String name) {
        return OWN.contains(name) ? Level.INFO : MUTE.contains(name) ? Level.OFF : Level.WARNING;
    }

    /// @throws SetupException when it cannot be written
    static RunnerLog in(Path path) {
        try {
            var file = new FileHandler(path.toString());
            file.setFormatter(new SimpleFormatter());
            return new RunnerLog(path, file);
        } catch (IOException e) {
            throw new SetupException("%s cannot be written: %s".formatted(path, e), e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        loggers.forEach(logger -> logger.removeHandler(file));
        file.close();
    }
}
