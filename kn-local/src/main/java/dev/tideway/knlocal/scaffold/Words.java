package dev.tideway.knlocal.scaffold;

import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What to say instead of the template's own words. All at once, the longest first, so that no word is replaced twice.
record Words(Map<String, String> instead) {
    Words {
        instead = Map.copyOf(instead);
    }

    String in(String text) {
        var longestFirst =
                instead.keySet().stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|"));
        return Pattern.compile(longestFirst)
                .matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(
                                instead.getOrDefault(found.group(), found.group())));
    }
}
