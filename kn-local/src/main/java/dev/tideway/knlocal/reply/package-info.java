/// A function's answer becomes an event again.
@NullMarked
package dev.tideway.knlocal.reply;

import org.jspecify.annotations.NullMarked;
