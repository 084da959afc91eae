package dev.tideway.knlocal.check;

/// A breach, and the rule that it is of.
public record Finding(Rule rule, Breach breach) {
    /// As compilers say it: `file:line: severity: what [rule]`.
    @Override
    public String toString() {
        return "%s: %s: %s [%s]"
                .formatted(breach.place(), rule.severity(), breach.what(), rule.id());
    }
}
