/// YAML becomes Broker, Trigger, Delivery and Function: parsed once, checked, each error with its file, line and key.
@NullMarked
package dev.tideway.knlocal.manifest;

import org.jspecify.annotations.NullMarked;
