/// What is declared of a domain, what is wired, and what was observed, side by side.
@NullMarked
package dev.tideway.knlocal.drift;

import org.jspecify.annotations.NullMarked;
