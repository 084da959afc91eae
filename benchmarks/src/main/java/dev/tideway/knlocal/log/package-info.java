/// Benchmarks of what the log keeps to itself.
@NullMarked
package dev.tideway.knlocal.log;

import org.jspecify.annotations.NullMarked;
