package dev.tideway.knlocal.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What every page has to keep, whatever it tells of.
final class Pages {
    private static final Pattern LINK = Pattern.compile("(?<!\\\\)\\]\\(([^)]*)\\)");
    private static final Pattern CODE =
            Pattern.compile("(?ms)^(`{3,}).*?^\\1$|(?<!`)(`+)(?!`).+?(?<!`)\\2(?!`)");
    private static final Pattern DIAGRAM = Pattern.compile("(?ms)^```mermaid\n(.*?)\n```$");
    private static final Pattern NODE =
            Pattern.compile(
                    "  ([a-z]\\d+)(?:\\[\"[^\"]*\"\\]|\\(\\[\"[^\"]*\"\\]\\)|\\[/\"[^\"]*\"/\\])");
    private static final Pattern EDGE =
            Pattern.compile(
                    "  ([a-z]\\d+) (?:-->|-- \"[^\"]*\" -->|-\\.->|-\\. dead letter \\.->) ([a-z]\\d+)");
    private static final String TEXT = "(?:[\\p{L}\\p{N} .,_/'()-]|#\\d+;)+";
    private static final Pattern PARTICIPANT =
            Pattern.compile("  (?:participant|actor) ([a-z]\\d+) as " + TEXT);
    private static final Pattern MESSAGE =
            Pattern.compile(" +([a-z]\\d+)(?:->>|--\\))([a-z]\\d+): " + TEXT);
    private static final Pattern NOTE = Pattern.compile(" +Note over ([a-z]\\d+): " + TEXT);
    private static final Pattern BRANCH = Pattern.compile("  (alt|else|opt) " + TEXT + "|  end");

    private Pages() {}

    /// Every relative link leads to a page or to a file that is there.
    static void linksLead(Path root, Map<Path, String> pages) {
        pages.forEach((page, text) -> {
            if (page.toString().endsWith(".md")) {
                LINK.matcher(CODE.matcher(text).replaceAll("``"))
                        .results()
                        .map(it -> it.group(1))
                        .filter(it -> !it.matches("[a-z]+:.*|#.*"))
                        .forEach(it -> {
                            var target =
                                    page.resolveSibling(it.replaceFirst("#.*", "")).normalize();
                            assertThat(
                                            pages.containsKey(target)
                                                    || Files.exists(root.resolve(target)))
                                    .as("%s links %s", page, it)
                                    .isTrue();
                        });
            }
        });
    }

    /// Every line of a diagram is one that Mermaid takes, every id is declared, and what is opened is closed.
    static void diagramsAreSound(Map<Path, String> pages) {
        pages.forEach((page, text) ->
                DIAGRAM.matcher(text).results().forEach(it -> sound(page, it.group(1))));
    }

    private static void sound(Path page, String diagram) {
        var lines = diagram.lines().toList();
        var declared = new HashSet<String>();
        var used = new ArrayList<String>();
        int open = 0;
        for (var line : lines.subList(1, lines.size())) {
            var patterns =
                    lines.getFirst().equals("flowchart LR")
                            ? List.of(NODE, EDGE)
                            : List.of(PARTICIPANT, MESSAGE, NOTE, BRANCH);
            var match =
                    patterns.stream()
                            .map(it -> it.matcher(line))
                            .filter(it -> it.matches())
                            .findFirst();
            assertThat(match).as("%s: %s", page, line).isPresent();
            if (match.get().pattern().equals(NODE) || match.get().pattern().equals(PARTICIPANT)) {
                declared.add(match.get().group(1));
            } else if (match.get().pattern().equals(BRANCH)) {
                open += line.contains("  end") ? -1 : line.contains("else ") ? 0 : 1;
                assertThat(open).as("%s: %s", page, line).isBetween(0, 1);
            } else {
                for (int i = 1; i <= match.get().groupCount(); i++) {
                    used.add(match.get().group(i));
                }
            }
        }
        assertThat(open).as("%s: alt and opt are closed", page).isZero();
        assertThat(declared).as("%s: every id is declared", page).containsAll(used);
    }
}
