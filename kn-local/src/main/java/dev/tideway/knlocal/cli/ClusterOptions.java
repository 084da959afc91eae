package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.cluster.ClusterException;
import dev.tideway.knlocal.cluster.Kubectl;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which cluster, and where on it.
final class ClusterOptions {
    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "Of the kubeconfig (default: what kubectl points to).")
    private Optional<String> context = Optional.empty();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "The project's (default: ${DEFAULT-VALUE}).",
            defaultValue = "tideway")
    private String namespace = "tideway";

    Kubectl kubectl(Map<String, String> environment) throws ClusterException {
        return new Kubectl(environment, context);
    }

    String namespace() {
        return namespace;
    }
}
