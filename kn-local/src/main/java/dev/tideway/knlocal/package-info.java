/// kn-local: Knative in one JVM. The packages are the rooms an event passes, in this order:
/// ingress, log, dispatch (which asks filter), activator, function, reply, and back into the log.
@NullMarked
package dev.tideway.knlocal;

import org.jspecify.annotations.NullMarked;
