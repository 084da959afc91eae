/// The manifests that a cluster gets, written from the func.yamls: a Knative Service for each function, a Job for the
/// migrations of those that own data, and the kustomizations that list them.
@NullMarked
package dev.tideway.knlocal.serving;

import org.jspecify.annotations.NullMarked;
