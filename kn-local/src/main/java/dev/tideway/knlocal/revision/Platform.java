package dev.tideway.knlocal.revision;

import dev.tideway.knlocal.activator.Activator;
import dev.tideway.knlocal.autoscaler.ScaleLoop;
import dev.tideway.knlocal.function.Host;

/// What all functions of a runner share.
///
/// @param kept how many revisions without traffic stay of each function
public record Platform(Activator activator, ScaleLoop autoscaler, Host host, int kept) {}
