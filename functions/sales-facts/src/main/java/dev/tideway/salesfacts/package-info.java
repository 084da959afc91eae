/// Streaming ETL: joins confirmed orders with the catalogue into an hourly fact table, and answers
/// questions about it.
@NullMarked
package dev.tideway.salesfacts;

import org.jspecify.annotations.NullMarked;
