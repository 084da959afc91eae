/// Who may talk to whom on a cluster, as the domain has it: NetworkPolicies, and EventPolicies for the Broker.
@NullMarked
package dev.tideway.knlocal.policy;

import org.jspecify.annotations.NullMarked;
