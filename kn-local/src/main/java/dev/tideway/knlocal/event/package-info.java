/// Our view of a CloudEvent, and its HTTP forms (binary and structured).
///
/// Only CloudEvents 1.0 is spoken: the long retired 0.3, which Knative's brokers still let through, is refused, since
/// function-kit refuses it too.
@NullMarked
package dev.tideway.knlocal.event;

import org.jspecify.annotations.NullMarked;
