/// For the tests of functions: events over HTTP, the schemas of `events/`, a real PostgreSQL.
@NullMarked
package dev.tideway.kit.testing;

import org.jspecify.annotations.NullMarked;
