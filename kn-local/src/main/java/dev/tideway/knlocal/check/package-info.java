/// What is wrong with a domain before anything runs: rules over the domain as it is declared, and the ways to say what they found.
@NullMarked
package dev.tideway.knlocal.check;

import org.jspecify.annotations.NullMarked;
