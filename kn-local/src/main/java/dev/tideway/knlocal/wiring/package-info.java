/// The triggers that functions need for their methods: what differs from those that there are, and how their YAML becomes right.
@NullMarked
package dev.tideway.knlocal.wiring;

import org.jspecify.annotations.NullMarked;
