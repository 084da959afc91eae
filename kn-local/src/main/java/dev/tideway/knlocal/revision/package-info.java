/// Which revisions a function has, where its traffic goes, and how one takes the place of another.
@NullMarked
package dev.tideway.knlocal.revision;

import org.jspecify.annotations.NullMarked;
