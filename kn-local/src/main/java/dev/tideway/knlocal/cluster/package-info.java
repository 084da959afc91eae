/// The road to a real cluster: what `kubectl` is asked and told, what a cluster lacks, and what becomes of what was applied.
@NullMarked
package dev.tideway.knlocal.cluster;

import org.jspecify.annotations.NullMarked;
