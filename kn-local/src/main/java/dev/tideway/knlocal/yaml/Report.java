package dev.tideway.knlocal.yaml;

/// Takes what is wrong with a text, one thing at a time.
@FunctionalInterface
public interface Report {
    /// Called once for each.
    ///
    /// @param key the way to the value, such as `spec.filters[0].exact`; empty for the document
    /// @param mend what to do about it; empty when that is plain
    void problem(int line, String key, String message, String mend);
}
