package dev.tideway.knlocal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.JsonEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Events to begin with: the files `*.example.json` beside the schemas of the events, each a whole event in JSON.
record Samples(List<Path> folders) {
    private static final String ENDING = ".example.json";
    private static final int MOST = 500;
    private static final long MOST_BYTES = 1 << 20;

    /// `GET /api/samples`: each with its name, and the event in parts or, where it is none, the problem.
    String report() throws IOException {
        var root = JsonNodeFactory.instance.objectNode();
        var samples = root.putArray("samples");
        for (var file : files()) {
            samples.add(sample(file));
        }
        return root.toString();
    }

    private List<Path> files() throws IOException {
        var all = new ArrayList<Path>();
        for (var folder : folders) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (var files = Files.list(folder)) {
                files.filter(it -> it.toString().endsWith(ENDING))
                        .filter(Files::isRegularFile)
                        .sorted()
                        .forEach(all::add);
            }
        }
        return all.stream().limit(MOST).toList();
    }

    private static ObjectNode sample(Path path) throws IOException {
        var file = String.valueOf(path.getFileName());
        var name = file.substring(0, file.length() - ENDING.length());
        if (Files.size(path) > MOST_BYTES) {
            return problem(name, "larger than %d bytes".formatted(MOST_BYTES));
        }
        return switch (JsonEvents.decode(Files.readAllBytes(path))) {
            case Decoded.Valid(var event) -> Parts.of(event).put("name", name);
            case Decoded.Unkeyable(var event, _) -> Parts.of(event).put("name", name);
            case Decoded.Invalid(var why) -> problem(name, why);
            case Decoded.NotAnEvent(var why) -> problem(name, why);
        };
    }

    private static ObjectNode problem(String name, String why) {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("problem", why);
    }
}
