/// The pages that people look at in a browser; what is on them, the pages read from the control port's reports.
@NullMarked
package dev.tideway.knlocal.dashboard;

import org.jspecify.annotations.NullMarked;
