/// What the data of events have to look like: `<type>.schema.json`, read once, and held against events on their way. Knows no
/// other room.
@NullMarked
package dev.tideway.knlocal.schema;

import org.jspecify.annotations.NullMarked;
