/// Which events a trigger wants: pure functions of an event.
@NullMarked
package dev.tideway.knlocal.filter;

import org.jspecify.annotations.NullMarked;
