/// Scatters a forecast into slices, gathers what comes back, and says what it amounts to.
@NullMarked
package dev.tideway.forecastplan;

import org.jspecify.annotations.NullMarked;
