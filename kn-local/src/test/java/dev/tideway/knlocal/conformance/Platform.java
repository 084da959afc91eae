package dev.tideway.knlocal.conformance;

import java.io.IOException;
import java.net.URI;

/// Where the sentences are tried.
interface Platform extends AutoCloseable {
    /// Returns when everything in the manifests is Ready: in the cluster that the environment names, else in a runner of its
    /// own on this machine.
    static Platform start(String manifests, String namespace)
            throws IOException, InterruptedException {
        var cluster = Cluster.ofEnvironment(System.getenv());
        return cluster.isPresent()
                ? cluster.get().with(manifests, namespace)
                : Local.with(manifests);
    }

    /// Where events for brokers of that class are posted: the ingress, without a path.
    URI ingress(Implementation on);

    /// Instances of a function that take requests.
    int readyInstances(String function) throws IOException, InterruptedException;

    /// This machine as the brokers reach it.
    static String receiverHost() {
        return Cluster.ofEnvironment(System.getenv())
                .map(Cluster::receiverHost)
                .orElse("127.0.0.1");
    }

    @Override
    void close();
}
