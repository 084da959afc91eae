/// Measures a runner from outside, as its users meet it: processes, HTTP, the clock on the wall. Prints the table of
/// docs/performance.md.
@NullMarked
package dev.tideway.benchmarks;

import org.jspecify.annotations.NullMarked;
