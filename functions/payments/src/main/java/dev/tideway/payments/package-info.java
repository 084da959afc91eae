/// A payment provider's sandbox.
@NullMarked
package dev.tideway.payments;

import org.jspecify.annotations.NullMarked;
