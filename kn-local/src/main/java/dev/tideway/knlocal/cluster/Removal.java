package dev.tideway.knlocal.cluster;

import java.util.stream.Collectors;

/// Takes the project's namespace off the cluster, and nothing else.
///
/// @param withData also when databases or logs go with it
public record Removal(Kubectl kubectl, String namespace, boolean withData) {
    private static final String PART_OF = "app.kubernetes.io/part-of";
    private static final String PROJECT = "tideway";

    /// Whether there was anything to delete.
    public boolean run() throws ClusterException {
        var present =
                kubectl.json("", "get", "namespace", namespace, "--ignore-not-found", "-o", "json");
        if (!present.isObject()) {
            return false;
        }
        if (!new Resource(present).label(PART_OF).equals(PROJECT)) {
            throw new ClusterException(
                    "namespace %s is none of ours (no label %s=%s): delete it yourself if it is to go"
                            .formatted(namespace, PART_OF, PROJECT));
        }
        refuseToLoseData();
        kubectl.text("", "delete", "namespace", namespace, "--wait=true", "--timeout=10m");
        return true;
    }

    private void refuseToLoseData() throws ClusterException {
        if (withData) {
            return;
        }
        var claims =
                Resource.all(
                                kubectl.json(
                                        "",
                                        "get",
                                        "persistentvolumeclaims",
                                        "-n",
                                        namespace,
                                        "-o",
                                        "json"))
                        .stream()
                        .map(Resource::name)
                        .collect(Collectors.joining(", "));
        if (!claims.isEmpty()) {
            throw new ClusterException(
                    "namespace %s holds data (volumes %s): --delete-data deletes them with it"
                            .formatted(namespace, claims));
        }
    }
}
