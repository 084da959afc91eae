package dev.tideway.knlocal.revision;

import dev.tideway.knlocal.activator.GateSnapshot;
import dev.tideway.knlocal.function.FleetSnapshot;
import java.util.List;

/// A revision at one moment.
///
/// @param percent of the function's requests that go to it
/// @param tags whose hosts lead to it
public record RevisionView(
        String name, int percent, List<String> tags, FleetSnapshot fleet, GateSnapshot gate) {}
