package dev.tideway.knlocal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What kubectl 1.32 says, word for word, and the mend that has to follow it.
class ComplaintTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    error: context "nope" does not exist                                                                      | name one with --context
                    The connection to the server localhost:8080 was refused - did you specify the right host or port?         | kubectl points to no cluster
                    The connection to the server 127.0.0.1:9 was refused - did you specify the right host or port?            | is the cluster running
                    Unable to connect to the server: net/http: request canceled (Client.Timeout exceeded while awaiting headers) | does not answer in time
                    Unable to connect to the server: context deadline exceeded                                                | does not answer in time
                    Unable to connect to the server: dial tcp: lookup gone.example on 10.0.0.2:53: no such host               | is not known here
                    Please enter Username: error: EOF                                                                         | log in to the cluster again
                    error: You must be logged in to the server (Unauthorized)                                                 | log in to the cluster again
                    Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority | is not trusted
                    error: resource mapping not found for name: "x" namespace: "" from "STDIN": no matches for kind "Kafka" in version "kafka.strimzi.io/v1" | kn-local deploy --check
                    Error from server (Forbidden): namespaces "tideway" is forbidden: User "dev" cannot patch resource         | ask for this right
                    error: Apply failed with 1 conflict: conflict with "kubectl-edit" using v1: .data.a                        | --force-conflicts
                    """)
    void what_kubectl_says_comes_with_a_mend(String said, String mend) {
        assertThat(Complaint.of(said)).startsWith("kubectl: ").contains(mend).doesNotContain("\n");
    }

    @Test
    void a_login_plugin_that_is_missing_is_named_though_an_explanation_follows() {
        var said =
                """
                Unable to connect to the server: getting credentials: exec: executable gke-gcloud-auth-plugin not found

                It looks like you are trying to use a client-go credential plugin that is not installed.

                To learn more about this feature, consult the documentation available at:
                      https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
                """;
        assertThat(Complaint.of(said))
                .contains("gke-gcloud-auth-plugin not found")
                .contains("kubectl's login plugin is missing");
    }

    @Test
    void everything_that_was_refused_is_told() {
        var said = "Error from server (Forbidden): a\nError from server (BadRequest): b\n";
        assertThat(Complaint.each(said)).isEqualTo("kubectl: a\n  kubectl: b");
    }

    @ParameterizedTest
    @CsvSource({
        "'E1124 18:37:07.111540   17505 memcache.go:265] \"Unhandled Error\" err=\"x\"\nerror: the verdict\n', the verdict",
        "'', it failed without a word",
        "'Error from server (NotFound): pods \"a\" not found', 'pods \"a\" not found'"
    })
    void the_verdict_is_kept_and_the_rest_left_out(String err, String verdict) {
        assertThat(Complaint.of(err)).isEqualTo("kubectl: " + verdict);
    }
}
