package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.event.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A program that is run once for an event, as a web server runs a CGI script.
///
/// @param source of its replies that name none
record EventCommand(List<String> words, Map<String, String> environment, String source) {
    /// What Knative gives a request at the most.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /// More than Kafka takes of an event.
    private static final int MOST = 2 << 20;

    /// `EX_DATAERR` of sysexits.h: the input was wrong.
    private static final int DATA_ERROR = 65;

    EventCommand {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    sealed interface Outcome {
        record Silent() implements Outcome {}

        record Reply(Event event) implements Outcome {}

        /// It could not be handled.
        ///
        /// @param status of the answer: 422 is not tried again, 500 is
        record Failed(int status, String why) implements Outcome {}
    }

    Outcome run(Event event) {
        try {
            return outcome(started(event), event);
        } catch (IOException e) {
            return new Outcome.Failed(500, words.getFirst() + " cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Failed(500, words.getFirst() + " was interrupted");
        }
    }

    private Process started(Event event) throws IOException {
        var builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(environment);
        event.attributes()
                .forEach((name, value) ->
                        builder.environment().put("CE_" + name.toUpperCase(Locale.ROOT), value));
        return builder.start();
    }

    private Outcome outcome(Process process, Event event) throws InterruptedException {
        var out = new Output(process.getInputStream());
        var err = new Output(process.getErrorStream());
        var readers = List.of(Thread.startVirtualThread(out), Thread.startVirtualThread(err));
        give(process, event.data());
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            return new Outcome.Failed(504, "it ran for more than " + PATIENCE.toMinutes() + " min");
        }
        for (var reader : readers) {
            reader.join();
        }
        err.echo();
        return switch (process.exitValue()) {
            case 0 -> out.isTooMuch() ? tooMuch() : ProgramReply.of(out.bytes(), event, source);
            case DATA_ERROR -> new Outcome.Failed(422, err.lastLine("it says nothing"));
            default ->
                    new Outcome.Failed(
                            500,
                            err.lastLine(words.getFirst() + " exited with " + process.exitValue()));
        };
    }

    private static Outcome tooMuch() {
        return new Outcome.Failed(500, "its reply is larger than " + MOST + " bytes");
    }

    /// A program need not read what it gets.
    private static void give(Process process, byte @Nullable [] data) {
        try (var stdin = process.getOutputStream()) {
            if (data != null) {
                stdin.write(data);
            }
        } catch (IOException closed) {
            // It has closed its standard input, or is gone: its exit code tells.
        }
    }

    /// One of its outputs, read to the end and kept up to a limit.
    private static final class Output implements Runnable {
        private final InputStream stream;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final AtomicBoolean tooMuch = new AtomicBoolean();

        Output(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public void run() {
            var buffer = new byte[8192];
            try {
                for (var n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                    kept.write(buffer, 0, Math.min(n, MOST - kept.size()));
                    tooMuch.compareAndSet(false, kept.size() >= MOST);
                }
            } catch (IOException gone) {
                // What was read is what there is.
                return;
            }
        }

        byte[] bytes() {
            return kept.toByteArray();
        }

        boolean isTooMuch() {
            return tooMuch.get();
        }

        /// Into the function's log.
        void echo() {
            if (kept.size() > 0) {
                System.err.println(kept.toString(StandardCharsets.UTF_8).strip());
            }
        }

        String lastLine(String otherwise) {
            var lines = new ArrayList<>(kept.toString(StandardCharsets.UTF_8).lines().toList());
            lines.removeIf(String::isBlank);
            return lines.isEmpty() ? otherwise : lines.getLast().strip();
        }
    }
}
