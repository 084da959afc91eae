/// The PostgreSQL that functions find behind the Secrets their func.yaml names; migrations.
@NullMarked
package dev.tideway.knlocal.database;

import org.jspecify.annotations.NullMarked;
