/// YAML as a tree that knows its lines, bounded against hostile input; its fields are read one by one, and what nobody
/// asked for is an error with its line and key.
@NullMarked
package dev.tideway.knlocal.yaml;

import org.jspecify.annotations.NullMarked;
