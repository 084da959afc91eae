/// Change data capture: what happens to the catalogue's rows, posted as CloudEvents.
@NullMarked
package dev.tideway.cataloguecdc;

import org.jspecify.annotations.NullMarked;
