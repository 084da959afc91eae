package dev.tideway.knlocal.activator;

import java.time.Instant;
import java.util.Optional;

/// A gate at one moment.
///
/// @param ready instances that take requests
/// @param waiting requests that wait for one
public record GateSnapshot(int ready, int inFlight, int waiting, Optional<Instant> lastRequest) {}
