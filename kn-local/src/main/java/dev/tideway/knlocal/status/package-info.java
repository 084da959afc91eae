/// What the runner says of itself: the records behind `GET /api/status`, and their JSON.
@NullMarked
package dev.tideway.knlocal.status;

import org.jspecify.annotations.NullMarked;
