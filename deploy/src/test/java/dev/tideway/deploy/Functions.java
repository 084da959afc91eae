package dev.tideway.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// Every function is there, with what it needs to be reached and to speak.
final class Functions {
    private static final String EMIT = "import dev.tideway.kit.Emit;";

    private Functions() {}

    static List<String> problems(Overlay overlay) throws IOException {
        var problems = new ArrayList<String>();
        for (var function : Repository.functions()) {
            problems.addAll(problems(overlay, function, emits(function)));
        }
        return problems;
    }

    static List<String> problems(Overlay overlay, String function, boolean emits) {
        var problems = new ArrayList<String>();
        if (overlay.find("serving.knative.dev", "Service", function).isEmpty()) {
            problems.add("the function " + function + " has no Service");
        }
        var bound =
                overlay.those("sources.knative.dev", "SinkBinding")
                        .anyMatch(
                                it -> it.json().at("/spec/subject/name").asText().equals(function));
        if (emits && !bound) {
            problems.add(
                    "the function "
                            + function
                            + " emits through K_SINK, and no SinkBinding sets it");
        }
        return problems;
    }

    private static boolean emits(String function) throws IOException {
        var sources =
                Repository.ROOT.resolve("functions").resolve(function).resolve("src/main/java");
        try (var files = Files.walk(sources)) {
            for (var file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                if (Files.readString(file).contains(EMIT)) {
                    return true;
                }
            }
        }
        return false;
    }
}
