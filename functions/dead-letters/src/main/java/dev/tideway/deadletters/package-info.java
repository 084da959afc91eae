/// Operations: what could not be delivered, kept with the reason.
@NullMarked
package dev.tideway.deadletters;

import org.jspecify.annotations.NullMarked;
