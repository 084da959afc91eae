/// The order aggregate: commands and facts in, a decision, an event out. The rules are pure
/// (`Decider`), the history is the only state (`OrderStream`), and `Orders` is where the two meet a
/// CloudEvent.
@NullMarked
package dev.tideway.orders;

import org.jspecify.annotations.NullMarked;
