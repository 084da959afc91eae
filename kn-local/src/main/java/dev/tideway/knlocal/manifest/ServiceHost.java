package dev.tideway.knlocal.manifest;

import java.util.List;
import java.util.Locale;

/// The host names by which a Kubernetes Service is reached.
public final class ServiceHost {
    /// What may follow `<service>.<namespace>`; the second is what a cluster's search path completes, the last is how
    /// this machine's clients get here.
    private static final List<String> SUFFIXES =
            List.of(".svc.cluster.local", ".svc", ".localhost");

    private ServiceHost() {}

    /// `<service>.<namespace>` of a host name, with or without a port; any other host as it is, in small letters.
    public static String of(String host) {
        int colon = host.indexOf(':');
        var name = (colon < 0 ? host : host.substring(0, colon)).toLowerCase(Locale.ROOT);
        for (var suffix : SUFFIXES) {
            if (name.endsWith(suffix)) {
                return name.substring(0, name.length() - suffix.length());
            }
        }
        return name;
    }
}
