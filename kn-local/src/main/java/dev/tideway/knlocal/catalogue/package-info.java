/// The domain as pages for people and documents for programs: Markdown with Mermaid, AsyncAPI, xRegistry.
@NullMarked
package dev.tideway.knlocal.catalogue;

import org.jspecify.annotations.NullMarked;
