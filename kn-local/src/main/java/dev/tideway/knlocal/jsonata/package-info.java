/// JSONata: what an EventTransform's expression makes of an event.
@NullMarked
package dev.tideway.knlocal.jsonata;

import org.jspecify.annotations.NullMarked;
