/// Events in: the programs of Knative's sources, and what sends events on its own.
@NullMarked
package dev.tideway.knlocal.source;

import org.jspecify.annotations.NullMarked;
