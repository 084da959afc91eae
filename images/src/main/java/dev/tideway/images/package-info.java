/// Container images of the functions: a function's build output, the JVM it was trained on, and the few libraries that
/// both need. `make images` runs it.
///
///     Application (files in their final form) -> Training (AOT cache) -> Bill (SBOM) -> Image -> registry or archive
@NullMarked
package dev.tideway.images;

import org.jspecify.annotations.NullMarked;
