package dev.tideway.knlocal.fault;

import dev.tideway.knlocal.manifest.Key;

/// A fault that is set.
///
/// @param number names it: the first of a runner is 1
/// @param struck how often it has
public record StandingFault(int number, Key function, Fault fault, long struck) {}
