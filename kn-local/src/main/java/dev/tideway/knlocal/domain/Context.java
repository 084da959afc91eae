package dev.tideway.knlocal.domain;

import dev.tideway.knlocal.manifest.Place;
import java.util.List;
import java.util.Map;

/// A bounded context: what only people can say of it, from `events/contexts/<name>.md`.
///
/// @param purpose what it is for, in a sentence; empty when nobody said
/// @param owner who answers for it; empty when nobody said
/// @param functions those that are its own, by name
/// @param outside event types that no function emits, each with who sends it
/// @param language its words, each with its meaning
/// @param flows chains of events with a name: its name, and the type that each begins with
/// @param prose the text under the front matter, in Markdown
public record Context(
        String name,
        String purpose,
        String owner,
        List<String> functions,
        Map<String, String> outside,
        Map<String, String> language,
        Map<String, String> flows,
        String prose,
        Place place) {
    /// Beside the schemas.
    public static final String FOLDER = "contexts";
}
