/// A Quarkus build in a form that starts sooner: its dependencies in one jar.
@NullMarked
package dev.tideway.knlocal.packing;

import org.jspecify.annotations.NullMarked;
