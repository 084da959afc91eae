/// The catalogue: what its rows say, told as what has happened to products.
@NullMarked
package dev.tideway.catalogetl;

import org.jspecify.annotations.NullMarked;
