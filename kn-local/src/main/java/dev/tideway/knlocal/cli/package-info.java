/// The commands: up, send, status, reset.
@NullMarked
package dev.tideway.knlocal.cli;

import org.jspecify.annotations.NullMarked;
