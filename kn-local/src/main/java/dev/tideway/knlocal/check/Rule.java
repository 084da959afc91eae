package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Domain;
import java.io.IOException;
import java.util.List;

/// Something that holds in a sound domain.
///
/// @param id for settings and programs: words with dashes
/// @param why why it matters, in one line
public record Rule(String id, Severity severity, String why, Law law) {
    /// Looks for breaches of the rule.
    @FunctionalInterface
    public interface Law {
        /// Where the domain does not keep it.
        ///
        /// @throws IOException when a file that it needs cannot be read
        List<Breach> breaches(Domain domain) throws IOException;
    }
}
