/// What every function shares: strict CloudEvents in, stable replies out, an inbox for those that keep data.
///
/// The path of an event: [Guard] reads the request ([Envelope]), finds the function that takes it ([Functions]),
/// runs it and writes its [Answer]. A function itself meets [Reply], [Once], [Emit] and [Unprocessable].
@NullMarked
package dev.tideway.kit;

import org.jspecify.annotations.NullMarked;
