package dev.tideway.knlocal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tideway.knlocal.function.Environment;
import dev.tideway.knlocal.function.FunctionLogs;
import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.FunctionSpec.EnvValue;
import dev.tideway.knlocal.manifest.Resources;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What functions have printed, without the values of the Secrets that they are given.
record LogReport(
        Resources resources, FunctionLogs logs, Function<FunctionSpec, Environment> variables) {
    private static final int LINES = 500;
    private static final String HIDDEN = "\u2022\u2022\u2022";

    /// Shorter ones stand in too many other words; a secret worth the name is longer.
    private static final int SHORTEST_HIDDEN = 4;

    /// `GET /api/logs?function=&instance=`: the last lines of one instance, without a name of the one that wrote last.
    String json(UnaryOperator<@Nullable String> parameters) throws IOException {
        var function = function(parameters.apply("function"));
        var instances = logs.instances(function.key());
        var wanted = Optional.ofNullable(parameters.apply("instance"));
        if (wanted.isPresent() && !instances.contains(wanted.get())) {
            throw new IllegalArgumentException(
                    "%s has no log of an instance %s; it has those of %s"
                            .formatted(function.key(), wanted.get(), instances));
        }
        var root = JsonNodeFactory.instance.objectNode();
        root.put("function", function.key().toString());
        instances.forEach(root.putArray("instances")::add);
        var lines = root.putArray("lines");
        var shown = wanted.or(() -> instances.stream().findFirst());
        shown.ifPresent(instance -> {
            root.put("instance", instance);
            hidden(function, logs.lines(function.key(), instance, LINES)).forEach(lines::add);
        });
        return root.toString();
    }

    private FunctionSpec function(@Nullable String called) {
        if (called == null) {
            throw new IllegalArgumentException("/api/logs needs ?function=, its name");
        }
        var all = resources.functions();
        return Objects.requireNonNull(all.get(Called.one("function", called, all.keySet())));
    }

    private List<String> hidden(FunctionSpec function, List<String> lines) {
        var environment = variables.apply(function);
        var secrets =
                function.envs().stream()
                        .filter(env -> env.value() instanceof EnvValue.FromSecret)
                        .flatMap(env -> environment.value(env).stream())
                        .filter(value -> value.length() >= SHORTEST_HIDDEN)
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
        return lines.stream().map(line -> without(secrets, line)).toList();
    }

    private static String without(List<String> secrets, String line) {
        var text = line;
        for (var secret : secrets) {
            text = text.replace(secret, HIDDEN);
        }
        return text;
    }
}
