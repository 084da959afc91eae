package dev.tideway.knlocal.check;

import dev.tideway.knlocal.manifest.Place;

/// A finding that is meant to be, from `check.allow` of kn-local.yaml.
///
/// @param about as in [Breach]; `*` for all of the rule
/// @param reason for whoever reads the file next
public record Allowed(String rule, String about, String reason, Place place) {
    static final String ALL = "*";

    boolean covers(Finding finding) {
        return rule.equals(finding.rule().id())
                && (about.equals(ALL) || about.equals(finding.breach().about()));
    }
}
