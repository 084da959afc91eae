/// Makes a new function from the repository's template: its folder, its trigger, its events, its place in the build.
@NullMarked
package dev.tideway.knlocal.scaffold;

import org.jspecify.annotations.NullMarked;
