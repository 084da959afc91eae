/// Holds a request until a function has room for it; bounded, with deadlines.
@NullMarked
package dev.tideway.knlocal.activator;

import org.jspecify.annotations.NullMarked;
