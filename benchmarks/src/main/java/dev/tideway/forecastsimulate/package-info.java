/// The simulation of forecast-simulate, from the inside.
@NullMarked
package dev.tideway.forecastsimulate;

import org.jspecify.annotations.NullMarked;
