package dev.tideway.knlocal.check;

import dev.tideway.knlocal.manifest.Place;

/// Where a rule is not kept.
///
/// @param about the one thing it is about, by which it can be allowed: an event type, a resource, a function
/// @param what what is so, in one line
/// @param mend what to do about it, in one line
public record Breach(Place place, String about, String what, String mend) {}
