package dev.tideway.flowtest;

import dev.tideway.knlocal.cli.JourneyLines;
import dev.tideway.knlocal.status.JourneyJson;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// What became of a flow's events, as `kn-local trace` tells it.
final class Story {
    static final String LOG = "The runner's log: ";

    private Story() {}

    /// @param roots ids of the events it began with
    static String of(Runner runner, List<String> roots) {
        var lines = new ArrayList<String>();
        for (var root : roots) {
            lines.addAll(trace(runner, root));
        }
        lines.add("");
        lines.add(LOG + runner.log());
        return String.join("\n", lines);
    }

    private static List<String> trace(Runner runner, String id) {
        try {
            var coded = URLEncoder.encode(id, StandardCharsets.UTF_8);
            var answer = runner.web().control("/api/journey?id=" + coded).body();
            return new JourneyLines(id, false, ZoneId.systemDefault())
                    .of(JourneyJson.read(answer).events());
        } catch (UncheckedIOException e) {
            return List.of("(its journey cannot be told: %s)".formatted(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return List.of("(its journey cannot be told: interrupted)");
        }
    }
}
