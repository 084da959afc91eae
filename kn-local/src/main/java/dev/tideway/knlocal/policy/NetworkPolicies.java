package dev.tideway.knlocal.policy;

import dev.tideway.knlocal.domain.Domain;
import java.util.ArrayList;
import java.util.Set;

/// Which pods may call which.
final class NetworkPolicies {
    private static final String FIXED =
            """
            # Written by `kn-local policies` from functions/*/func.yaml, triggers/ and the sources: change those, not this.
            # Nothing may be reached and nothing may call, but what is said below.
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: default-deny
            spec:
              podSelector: {}
              policyTypes: [Ingress, Egress]
            ---
            # Names are looked up by everybody. 5353 is the port behind the Service on OpenShift.
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: dns
            spec:
              podSelector: {}
              policyTypes: [Egress]
              egress:
                - to:
                    - namespaceSelector: {}
                  ports:
                    - { port: 53, protocol: UDP }
                    - { port: 53, protocol: TCP }
                    - { port: 5353, protocol: UDP }
                    - { port: 5353, protocol: TCP }
            ---
            # A function hears Knative alone: the activator and the ingress gateway bring requests to the queue-proxy, the autoscaler
            # reads its figures (9090). The broker does not come directly; it posts to the Service, and so through the gateway.
            # What a function may reach is said below, by its needs.
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: functions
            spec:
              podSelector:
                matchLabels:
                  app.kubernetes.io/component: function
              policyTypes: [Ingress, Egress]
              ingress:
                - from:
                    - namespaceSelector:
                        matchExpressions:
                          - key: kubernetes.io/metadata.name
                            operator: In
                            values: [knative-serving, kourier-system]
                  ports:
                    - { port: 8012, protocol: TCP }
                    - { port: 8112, protocol: TCP }
                    - { port: 9090, protocol: TCP }
              egress: []
            """;

    private static final String DATABASE =
            """
            # Whoever has the Secret {secret}, and its migrations, reach the pods of that database: those with this label.
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: to-{secret}
            spec:
              podSelector:
                matchExpressions:
                  - { key: app.kubernetes.io/component, operator: In, values: [function, migration, source] }
                  - { key: app.kubernetes.io/name, operator: In, values: {names} }
              policyTypes: [Egress]
              egress:
                - to:
                    - podSelector:
                        matchLabels:
                          app.kubernetes.io/component: database
                          database.tideway.dev/{secret}: "true"
                  ports:
                    - { port: 5432, protocol: TCP }
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: at-{secret}
            spec:
              podSelector:
                matchLabels:
                  app.kubernetes.io/component: database
                  database.tideway.dev/{secret}: "true"
              policyTypes: [Ingress]
              ingress:
                - from:
                    - podSelector:
                        matchExpressions:
                          - { key: app.kubernetes.io/component, operator: In, values: [function, migration, source] }
                          - { key: app.kubernetes.io/name, operator: In, values: {names} }
                  ports:
                    - { port: 5432, protocol: TCP }
            """;

    private static final String SENDERS =
            """
            # These post to the broker's ingress, which they know by K_SINK; the answers of functions go no such way.
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: to-broker
            spec:
              podSelector:
                matchExpressions:
                  - { key: app.kubernetes.io/component, operator: In, values: [function, source] }
                  - { key: app.kubernetes.io/name, operator: In, values: {names} }
              policyTypes: [Egress]
              egress:
                - to:
                    - namespaceSelector:
                        matchLabels:
                          kubernetes.io/metadata.name: knative-eventing
                  ports:
                    - { port: 8080, protocol: TCP }
                    - { port: 8443, protocol: TCP }
            """;

    private static final String TRACES =
            """
            # Traces, by OTLP.
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: to-{namespace}-{port}
            spec:
              podSelector:
                matchExpressions:
                  - { key: app.kubernetes.io/component, operator: In, values: [function, source] }
                  - { key: app.kubernetes.io/name, operator: In, values: {names} }
              policyTypes: [Egress]
              egress:
                - to:
                    - namespaceSelector:
                        matchLabels:
                          kubernetes.io/metadata.name: {namespace}
                  ports:
                    - { port: {port}, protocol: TCP }
            """;

    private NetworkPolicies() {}

    static String of(Domain domain) {
        var needs = Needs.of(domain);
        var documents = new ArrayList<String>();
        documents.add(FIXED);
        needs.databases()
                .forEach((secret, names) ->
                        documents.add(named(DATABASE, names).replace("{secret}", secret)));
        if (!needs.senders().isEmpty()) {
            documents.add(named(SENDERS, needs.senders()));
        }
        needs.collectors()
                .forEach((to, names) ->
                        documents.add(
                                named(TRACES, names)
                                        .replace("{namespace}", to.namespace())
                                        .replace("{port}", Integer.toString(to.port()))));
        return String.join("---\n", documents);
    }

    private static String named(String policy, Set<String> names) {
        return policy.replace("{names}", Yaml.list(names));
    }
}
