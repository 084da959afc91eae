/// The domain as code, YAML and events/ tell it: contexts, functions with what they take and emit, event types, and what links them.
@NullMarked
package dev.tideway.knlocal.domain;

import org.jspecify.annotations.NullMarked;
