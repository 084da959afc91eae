/// The read side of the orders: hears every event of an order, keeps one view of each, answers
/// questions about them.
@NullMarked
package dev.tideway.orderview;

import org.jspecify.annotations.NullMarked;
