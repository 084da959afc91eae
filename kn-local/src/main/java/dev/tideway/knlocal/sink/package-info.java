/// Events out: the sinks that are neither functions nor brokers, each at its own host on the data port.
@NullMarked
package dev.tideway.knlocal.sink;

import org.jspecify.annotations.NullMarked;
