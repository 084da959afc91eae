/// One slice of a forecast: simulates the demand of a product during its lead time, so many times.
@NullMarked
package dev.tideway.forecastsimulate;

import org.jspecify.annotations.NullMarked;
