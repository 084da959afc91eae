/// Where events wait: append, read, finish. The only room that knows Kafka.
@NullMarked
package dev.tideway.knlocal.log;

import org.jspecify.annotations.NullMarked;
