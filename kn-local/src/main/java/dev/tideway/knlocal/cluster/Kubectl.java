package dev.tideway.knlocal.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The user's own kubectl, so that contexts, logins and proxies stay its affair. What it answers is read as JSON.
public final class Kubectl {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of("kubectl", "kubectl.exe");

    private final Map<String, String> environment;
    private final Path executable;
    private final List<String> options;

    /// The one on the PATH.
    ///
    /// @param context the kubeconfig's context; empty for the current one
    public Kubectl(Map<String, String> environment, Optional<String> context)
            throws ClusterException {
        this.environment = Map.copyOf(environment);
        this.executable = find(environment.getOrDefault("PATH", ""));
        this.options = context.map(name -> List.of("--context", name)).orElse(List.of());
    }

    private static Path find(String path) throws ClusterException {
        for (var folder : path.split(File.pathSeparator, -1)) {
            for (var name : NAMES) {
                var candidate = Path.of(folder, name);
                if (!folder.isEmpty() && Files.isExecutable(candidate)) {
                    return candidate;
                }
            }
        }
        throw new ClusterException(
                "kubectl is not on the PATH: install it, https://kubernetes.io/docs/tasks/tools tells how");
    }

    /// What it answers, be it a failure.
    Answer run(String input, String... arguments) throws ClusterException {
        return ended(start(arguments), input);
    }

    /// A script that runs kubectl, for the same cluster.
    Answer runBeside(Path script) throws ClusterException {
        return ended(started(script.toAbsolutePath(), List.of()), "");
    }

    private static Answer ended(Process process, String input) throws ClusterException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var out = threads.submit(() -> text(process.getInputStream()));
            var err = threads.submit(() -> text(process.getErrorStream()));
            threads.execute(() -> write(process, input));
            try {
                return new Answer(process.waitFor(), out.get(), err.get());
            } catch (InterruptedException e) {
                process.destroy();
                Thread.currentThread().interrupt();
                throw new ClusterException("interrupted");
            } catch (ExecutionException e) {
                throw new ClusterException("kubectl cannot be read: " + e.getCause());
            }
        }
    }

    /// What it prints, when it succeeds.
    String text(String input, String... arguments) throws ClusterException {
        var answer = run(input, arguments);
        if (!answer.ok()) {
            throw new ClusterException(Complaint.of(answer.err()));
        }
        return answer.out();
    }

    /// A missing node when it prints nothing, as it does for what it was told not to miss.
    JsonNode json(String input, String... arguments) throws ClusterException {
        return read(text(input, arguments));
    }

    static JsonNode read(String json) throws ClusterException {
        try {
            return json.isBlank() ? MissingNode.getInstance() : JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new ClusterException(
                    "kubectl answers something that is no JSON: " + e.getOriginalMessage());
        }
    }

    /// Runs on by itself, such as a port-forward.
    Process start(String... arguments) throws ClusterException {
        return started(executable, List.of(arguments));
    }

    private Process started(Path program, List<String> arguments) throws ClusterException {
        var command = new ArrayList<String>();
        command.add(program.toString());
        command.addAll(options);
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new ClusterException("%s cannot be run: %s".formatted(program, e.getMessage()));
        }
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void write(Process process, String input) {
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // It ended without reading all; why is on its standard error.
        }
    }

    /// Several questions at once; the answers are in the order of the questions.
    static <T> List<T> together(List<Question<T>> questions) throws ClusterException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = questions.stream().map(question -> threads.submit(question::ask)).toList();
            var answers = new ArrayList<T>();
            for (var answer : asked) {
                answers.add(of(answer));
            }
            return answers;
        }
    }

    interface Question<T> {
        T ask() throws ClusterException;
    }

    private static <T> T of(Future<T> answer) throws ClusterException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ClusterException why) {
                throw why;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
