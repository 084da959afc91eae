package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Domain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// All rules over one domain.
///
/// @param findings as one reads the files, from top to bottom
/// @param allowed findings that kn-local.yaml allows
/// @param unbuilt functions of which nothing is known, for nothing is compiled
public record Check(List<Finding> findings, List<Finding> allowed, List<String> unbuilt) {
    /// Checks everything.
    ///
    /// @param settings kn-local.yaml, which need not be there
    /// @throws IOException when a file cannot be read
    public static Check of(Domain domain, Path settings) throws IOException {
        var problems = new ArrayList<>(domain.problems());
        var ids = Rules.ALL.stream().map(Rule::id).toList();
        var allowances = new AllowedReader(domain.shown(settings), ids, problems).read(settings);
        var found = new ArrayList<Finding>();
        problems.forEach(it -> found.add(Rules.unreadable(it)));
        for (var rule : Rules.ALL) {
            rule.law().breaches(domain).forEach(it -> found.add(new Finding(rule, it)));
        }
        var unbuilt = domain.unbuilt();
        // What is allowed may be what the code that is not there would break.
        if (unbuilt.isEmpty()) {
            allowances.stream()
                    .filter(it -> found.stream().noneMatch(it::covers))
                    .forEach(it -> found.add(Rules.stale(it)));
        }
        return sorted(found, allowances, unbuilt);
    }

    private static Check sorted(
            List<Finding> found, List<Allowed> allowances, List<String> unbuilt) {
        var order =
                Comparator.comparing((Finding it) -> it.breach().place().file())
                        .thenComparingInt(it -> it.breach().place().line())
                        .thenComparing(it -> it.rule().id())
                        .thenComparing(it -> it.breach().about());
        var allowed =
                found.stream()
                        .filter(it -> allowances.stream().anyMatch(one -> one.covers(it)))
                        .sorted(order)
                        .toList();
        var findings =
                found.stream()
                        .filter(it -> !allowed.contains(it))
                        .sorted(order)
                        .distinct()
                        .toList();
        return new Check(findings, allowed, unbuilt);
    }

    /// Whether nothing is wrong that is not allowed, as far as could be seen.
    public boolean isClean() {
        return findings.isEmpty();
    }

    /// Whether everything could be seen.
    public boolean isWhole() {
        return unbuilt.isEmpty();
    }
}
