/// What the runner is told: kn-local.yaml, flags, environment; each value checked once, its place named when it is wrong.
@NullMarked
package dev.tideway.knlocal.settings;

import org.jspecify.annotations.NullMarked;
