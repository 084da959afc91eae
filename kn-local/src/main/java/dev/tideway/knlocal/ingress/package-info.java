/// HTTP in: an event is refused with a reason, or appended to the log and then answered with 202.
@NullMarked
package dev.tideway.knlocal.ingress;

import org.jspecify.annotations.NullMarked;
