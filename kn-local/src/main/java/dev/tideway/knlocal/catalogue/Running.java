package dev.tideway.knlocal.catalogue;

import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.FunctionSpec.EnvValue;
import dev.tideway.knlocal.manifest.Scaling;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// How a function runs, as its func.yaml says, in rows of two cells.
record Running(Subject subject, FunctionSpec spec) {
    List<List<String>> rows() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("instances", scale(spec.scaling())));
        rows.add(
                List.of(
                        "requests at once, each",
                        spec.containerConcurrency() == 0
                                ? "no limit"
                                : String.valueOf(spec.containerConcurrency())));
        rows.add(List.of("scales by", target(spec.scaling())));
        rows.add(List.of("longest request", limit(spec.timeout())));
        spec.memoryBytes().ifPresent(it -> rows.add(List.of("memory", Words.memory(it))));
        secrets().forEach(it -> rows.add(List.of("Secret " + Markdown.code(it), opens(it))));
        return rows;
    }

    private static String scale(Scaling scaling) {
        return "%d to %s"
                .formatted(
                        scaling.minScale(),
                        scaling.maxScale() == 0 ? "any number" : scaling.maxScale());
    }

    private String target(Scaling scaling) {
        var total = scaling.total(spec.containerConcurrency());
        return "%s, %s an instance"
                .formatted(
                        switch (scaling.metric()) {
                            case CONCURRENCY -> "requests in work";
                            case RPS -> "requests a second";
                        },
                        BigDecimal.valueOf(total * scaling.utilization())
                                .setScale(1, RoundingMode.HALF_UP)
                                .stripTrailingZeros()
                                .toPlainString());
    }

    private static String limit(Duration time) {
        return time.isZero() ? "no limit" : Words.time(time);
    }

    private TreeSet<String> secrets() {
        var secrets = new TreeSet<String>();
        spec.envs()
                .forEach(it -> {
                    if (it.value() instanceof EnvValue.FromSecret(var secret, _)) {
                        secrets.add(secret);
                    }
                });
        return secrets;
    }

    private String opens(String secret) {
        return Optional.ofNullable(subject.domain().databases().get(secret))
                .map(it -> "database schema " + Markdown.code(it))
                .orElse("its values");
    }
}
