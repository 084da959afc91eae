/// What tests of several rooms share: events to send, a log that fails when told to, a journey that remembers, a copy of the
/// repository to write in.
@NullMarked
package dev.tideway.knlocal.testing;

import org.jspecify.annotations.NullMarked;
