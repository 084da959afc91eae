/// Knative's contract, sentence by sentence: one class per chapter, one test per sentence, each tried on every broker class it
/// holds for. The suite speaks HTTP and YAML only. It starts a runner of its own, or, when the environment names a cluster
/// ([Cluster]), tries there what needs no view from inside. `make conformance` writes docs/fidelity.md from it.
@NullMarked
package dev.tideway.knlocal.conformance;

import org.jspecify.annotations.NullMarked;
