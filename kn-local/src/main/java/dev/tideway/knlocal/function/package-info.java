/// A function as operating-system processes: start, probe, drain, stop.
@NullMarked
package dev.tideway.knlocal.function;

import org.jspecify.annotations.NullMarked;
