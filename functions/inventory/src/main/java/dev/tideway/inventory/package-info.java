/// The warehouse: what is on the shelves, and what is set aside for which order.
@NullMarked
package dev.tideway.inventory;

import org.jspecify.annotations.NullMarked;
