/// Answers one event with another.
@NullMarked
package dev.tideway.myfunction;

import org.jspecify.annotations.NullMarked;
