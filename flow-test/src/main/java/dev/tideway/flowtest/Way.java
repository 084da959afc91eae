package dev.tideway.flowtest;

import dev.tideway.knlocal.filter.Filter;
import dev.tideway.knlocal.manifest.ObjectRef;

/// A Trigger or Subscription: one way that events take out of a broker or channel.
///
/// @param from the broker or channel
/// @param egress what it is
record Way(ObjectRef from, ObjectRef egress, Filter filter) {
    static final Filter EVERYTHING = new Filter.Everything();
}
