/// The runner's folder on disk, `.kn-local/`: made, marked as ours, held by one runner at a time, emptied.
@NullMarked
package dev.tideway.knlocal.state;

import org.jspecify.annotations.NullMarked;
