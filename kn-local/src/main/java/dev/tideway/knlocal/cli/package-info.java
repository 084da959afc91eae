/// The commands: up, send, status, reset; deploy, undeploy, tunnel for a cluster.
@NullMarked
package dev.tideway.knlocal.cli;

import org.jspecify.annotations.NullMarked;
