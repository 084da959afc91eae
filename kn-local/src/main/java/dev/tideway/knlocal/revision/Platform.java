package dev.tideway.knlocal.revision;

import dev.tideway.knlocal.activator.Activator;
import dev.tideway.knlocal.autoscaler.ScaleLoop;
import dev.tideway.knlocal.function.Host;
import java.time.InstantSource;

/// What all functions of a runner share.
///
/// @param kept how many revisions without traffic stay of each function
/// @param clock by which rollouts go on
public record Platform(
        Activator activator, ScaleLoop autoscaler, Host host, int kept, InstantSource clock) {}
