/// Files that are written from something else: which are stale, and putting them right.
@NullMarked
package dev.tideway.knlocal.generated;

import org.jspecify.annotations.NullMarked;
