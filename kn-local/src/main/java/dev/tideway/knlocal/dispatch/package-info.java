/// One dispatcher per trigger: read, filter, deliver, outcome, finish; retries and dead letters.
@NullMarked
package dev.tideway.knlocal.dispatch;

import org.jspecify.annotations.NullMarked;
