package dev.tideway.knlocal.cluster;

/// Why something cannot be had from a cluster: one line with the mend, or a line for each thing that is wrong.
public final class ClusterException extends Exception {
    ClusterException(String why) {
        super(why);
    }
}
