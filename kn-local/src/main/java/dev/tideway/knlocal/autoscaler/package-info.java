/// How many instances a function needs: Knative's KPA as a pure function, and one loop with a clock.
@NullMarked
package dev.tideway.knlocal.autoscaler;

import org.jspecify.annotations.NullMarked;
