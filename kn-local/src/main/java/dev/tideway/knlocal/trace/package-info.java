/// The spans of events, told over OTLP when somebody listens.
@NullMarked
package dev.tideway.knlocal.trace;

import org.jspecify.annotations.NullMarked;
