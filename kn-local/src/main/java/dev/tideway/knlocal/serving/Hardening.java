package dev.tideway.knlocal.serving;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What every container gets, so that it meets Kubernetes' `restricted` Pod Security Standard and more: its root file system
/// is read-only, and what it writes goes to an emptyDir on /tmp.
final class Hardening {
    private static final String SCRATCH = "tmp";

    private Hardening() {}

    static Map<String, Object> securityContext() {
        var context = new LinkedHashMap<String, Object>();
        context.put("runAsNonRoot", true);
        context.put("readOnlyRootFilesystem", true);
        context.put("allowPrivilegeEscalation", false);
        context.put("capabilities", Map.of("drop", List.of("ALL")));
        context.put("seccompProfile", Map.of("type", "RuntimeDefault"));
        return context;
    }

    static Map<String, Object> scratchMount() {
        return Fields.of("name", SCRATCH, "mountPath", "/tmp");
    }

    /// Bounded, because a node's disk is shared.
    static Map<String, Object> scratchVolume() {
        return Fields.of("name", SCRATCH, "emptyDir", Map.of("sizeLimit", "64Mi"));
    }
}
