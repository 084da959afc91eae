package dev.tideway.knlocal.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// YAML of this repository, mixed, bent and damaged; and YAML of its words in any order.
final class YamlTexts {
    private static final List<String> VALUES =
            List.of(
                    "",
                    "\"\"",
                    "{}",
                    "[]",
                    "[[]]",
                    "null",
                    "~",
                    "true",
                    "\"true\"",
                    "0",
                    "-1",
                    "1.5",
                    "1e999",
                    ".nan",
                    "0x1F",
                    "99999999999999999999",
                    "\"99999999999999999999\"",
                    "\"-1\"",
                    "\"1.5\"",
                    "\"\\0\"",
                    "\"a\\nb\"",
                    "\"\\e[31m\"",
                    "\"\\x9b\"",
                    "\"\\ud800\"",
                    "\"\\u2028\"",
                    "é😀",
                    "*meta",
                    "*nothing",
                    "&meta {a: b}",
                    "!!int x",
                    "!local x",
                    "!!binary aGk=",
                    "|\n  a\n  b",
                    "PT1S",
                    "PT99999999999999H",
                    "P1Y",
                    "PT-1S",
                    "1m30s",
                    "99999999h",
                    "1000000Ti",
                    "-5m",
                    "\"{{ secret:a:b }}\"",
                    "\"{{ configMap:greetings }}\"",
                    "\"{{ env:HOME\"",
                    "\"{{ x:y }}\"",
                    "http://[",
                    "http://a b",
                    "//x",
                    "x:y",
                    "http://a.svc.cluster.local",
                    "/../..",
                    "../x",
                    "a/*",
                    "\"a = '\"",
                    "\"EXISTS\"",
                    "\"type LIKE '%'\"",
                    "\"1/0\"",
                    "\"ABS(x) = 1 AND NOT NOT y\"",
                    "Kafka",
                    "MTChannelBasedBroker",
                    "ordered",
                    "linear",
                    "exponential",
                    "rps",
                    "default",
                    "'{\"apiVersion\":'",
                    "\"{{ .Name }}{{ .Namespace }\"",
                    "\"%s\"",
                    "\"a,b,,c\"");
    private static final List<byte[]> WORDS =
            Stream.of(
                            ": ",
                            "- ",
                            "\n",
                            "\n---\n",
                            "\n...\n",
                            "  ",
                            "\t",
                            "{",
                            "}",
                            "[",
                            "]",
                            "\"",
                            "'",
                            "&a ",
                            "*a",
                            "!!",
                            "!",
                            "|",
                            ">",
                            "%YAML 9.9\n",
                            "%TAG ! x\n",
                            "#",
                            "? ",
                            "<<: ",
                            "\0",
                            "\uFEFF",
                            "\r",
                            "\u2028",
                            "\u0085",
                            "@",
                            "`",
                            "\\",
                            "-",
                            "---",
                            "[*meta]",
                            "{{",
                            "}}",
                            "0",
                            "9")
                    .map(word -> word.getBytes(UTF_8))
                    .toList();

    private final List<List<String>> files;
    private final List<String> lines;
    private final List<String> keys;

    YamlTexts(List<Path> folders) throws IOException {
        files = new ArrayList<>();
        for (var folder : folders) {
            try (var found = Files.walk(folder)) {
                for (var file :
                        found.filter(it -> it.toString().endsWith(".yaml")).sorted().toList()) {
                    files.add(Files.readAllLines(file));
                }
            }
        }
        lines = files.stream().flatMap(List::stream).distinct().toList();
        keys =
                lines.stream()
                        .filter(line -> line.matches("[ -]*[\\w./-]+:.*"))
                        .map(line -> line.replaceAll("[ -]*([\\w./-]+):.*", "$1"))
                        .distinct()
                        .toList();
    }

    byte[] any(Choices choices) {
        var text =
                switch (choices.below(10)) {
                    case 0 -> tree(choices, 0, "");
                    case 1 -> mixed(choices);
                    case 2 -> deep(choices);
                    default -> bent(choices);
                };
        var bytes = text.getBytes(UTF_8);
        return choices.chance(25) ? choices.damage(bytes, WORDS) : bytes;
    }

    /// A file with a few lines that say something else.
    private String bent(Choices choices) {
        var bent = new ArrayList<>(choices.of(files));
        for (int i = choices.size(6); i >= 0 && !bent.isEmpty(); i--) {
            int at = choices.below(bent.size());
            var line = bent.get(at);
            switch (choices.below(8)) {
                case 0 -> bent.remove(at);
                case 1 -> bent.add(at, line);
                case 2 -> bent.add(at, choices.of(lines));
                case 3 -> bent.set(at, " ".repeat(choices.below(9)) + line.strip());
                case 4 -> bent.set(at, line.replaceFirst("[\\w./-]+:", choices.of(keys) + ":"));
                default -> bent.set(at, line.replaceFirst(":( .*)?$", ": ") + choices.of(VALUES));
            }
        }
        return String.join("\n", bent);
    }

    private String mixed(Choices choices) {
        return IntStream.range(0, choices.size(60))
                .mapToObj(_ -> choices.of(lines))
                .collect(Collectors.joining("\n"));
    }

    /// Any keys the readers know, anywhere.
    private String tree(Choices choices, int depth, String indent) {
        var tree = new StringBuilder();
        for (int i = choices.size(6); i >= 0; i--) {
            tree.append(indent)
                    .append(choices.chance(20) ? "- " : "")
                    .append(choices.of(keys))
                    .append(": ");
            if (depth < 6 && choices.chance(40)) {
                tree.append("\n").append(tree(choices, depth + 1, indent + "  "));
            } else {
                tree.append(choices.of(VALUES)).append("\n");
            }
        }
        return tree.toString();
    }

    /// More of one thing than anybody writes.
    private String deep(Choices choices) {
        var bent = bent(choices);
        int many = choices.of(50, 1_000, 20_000);
        return switch (choices.below(6)) {
            case 0 -> bent + "\nx: " + "[".repeat(many);
            case 1 -> bent + "\nx: " + "{a: ".repeat(many) + "}".repeat(many);
            case 2 ->
                    bent.replaceFirst(
                            "(?m)(cesql|broker|name): .*", "$1: \"" + "(".repeat(many) + "x\"");
            case 3 ->
                    bent.replaceFirst(
                            "(?m)cesql: .*", "cesql: \"" + "NOT ".repeat(many) + "TRUE\"");
            case 4 ->
                    bent.replaceFirst(
                            "(?m)(type|value|name): .*", "$1: \"" + "x".repeat(many) + "\"");
            default ->
                    bent.replaceFirst(
                            "(?m)^( *)- exact: .*",
                            "$1- "
                                    + "not: {".repeat(Math.min(many, 1_000))
                                    + "}".repeat(Math.min(many, 1_000)));
        };
    }
}
