/// What a runner counts and times, in Prometheus' text format.
@NullMarked
package dev.tideway.knlocal.metrics;

import org.jspecify.annotations.NullMarked;
