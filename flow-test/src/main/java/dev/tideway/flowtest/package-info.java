/// Tests of flows: events go in, and what comes of them is expected, across functions, with faults on purpose.
@NullMarked
package dev.tideway.flowtest;

import org.jspecify.annotations.NullMarked;
