/// What happened to every event, step by step, and why.
@NullMarked
package dev.tideway.knlocal.journey;

import org.jspecify.annotations.NullMarked;
