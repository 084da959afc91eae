/// Faults on purpose: what is to go wrong with deliveries to a function, and how often.
@NullMarked
package dev.tideway.knlocal.fault;

import org.jspecify.annotations.NullMarked;
