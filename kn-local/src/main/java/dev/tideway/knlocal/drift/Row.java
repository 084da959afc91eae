package dev.tideway.knlocal.drift;

import java.util.List;

/// A type, or a way of it, in all three views.
///
/// @param function empty when the row is about the type itself
/// @param declared where events/, code or a context say it
/// @param wired what in the YAML, or on the cluster, leads there
/// @param observed what was seen of it
/// @param what what that means, in one line; empty when all three agree
/// @param mend what to do about it
public record Row(
        Kind kind,
        String type,
        String function,
        List<String> declared,
        List<String> wired,
        List<String> observed,
        Verdict verdict,
        String what,
        String mend) {
    /// What a row is about.
    public enum Kind {
        TYPE,
        EMITS,
        TAKES
    }

    /// How the three agree.
    public enum Verdict {
        AGREED,
        /// Nobody can know what nobody says: this is an error.
        UNDECLARED,
        /// Declared, and nothing brings it.
        UNWIRED,
        /// Not yet, or never: the runner cannot know.
        UNOBSERVED
    }

    public String name() {
        return switch (kind) {
            case TYPE -> type;
            case EMITS -> function + " -> " + type;
            case TAKES -> type + " -> " + function;
        };
    }
}
