/// Child processes that never outlive this one.
@NullMarked
package dev.tideway.knlocal.process;

import org.jspecify.annotations.NullMarked;
