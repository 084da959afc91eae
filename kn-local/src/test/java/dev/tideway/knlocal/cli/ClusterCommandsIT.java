package dev.tideway.knlocal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands for a cluster with a kubectl that answers what the test says, in the shapes of the Knative and Kubernetes APIs.
class ClusterCommandsIT {
    private static final String SERVICES =
            """
            {"apiVersion":"v1","kind":"List","items":[{"apiVersion":"serving.knative.dev/v1","kind":"Service",
             "metadata":{"name":"order-view","namespace":"tideway","generation":1},
             "spec":{"template":{"metadata":{"annotations":{"autoscaling.knative.dev/max-scale":"3"}},"spec":{"containerConcurrency":10}}},
             "status":{"observedGeneration":1,"conditions":[{"type":"Ready","status":"True"}],
              "traffic":[{"revisionName":"order-view-00001","percent":90},{"revisionName":"order-view-00002","percent":10}]}}]}
            """;
    private static final String REVISIONS =
            """
            {"apiVersion":"v1","kind":"List","items":[
             {"apiVersion":"serving.knative.dev/v1","kind":"Revision","metadata":{"name":"order-view-00001","labels":{"serving.knative.dev/service":"order-view"}},
              "status":{"actualReplicas":2,"desiredReplicas":2}},
             {"apiVersion":"serving.knative.dev/v1","kind":"Revision","metadata":{"name":"order-view-00002","labels":{"serving.knative.dev/service":"order-view"}},
              "status":{"actualReplicas":0,"desiredReplicas":-1}}]}
            """;
    private static final String BROKER =
            """
            {"apiVersion":"eventing.knative.dev/v1","kind":"Broker","metadata":{"name":"default","namespace":"tideway",
             "annotations":{"eventing.knative.dev/broker.class":"MTChannelBasedBroker"}},
             "status":{"conditions":[{"type":"Ready","status":"True"}],
              "address":{"url":"http://broker-ingress.knative-eventing.svc.cluster.local/tideway/default"}}}
            """;
    private static final String NOTHING = "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[]}";

    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void without_kubectl_there_is_one_line_that_says_so() {
        for (var command : new String[] {"deploy", "undeploy"}) {
            assertThat(run(command)).isEqualTo(ExitCodes.FAILED);
        }
        assertThat(run("status", "--cluster")).isEqualTo(ExitCodes.FAILED);
        assertThat(run("tunnel", "true")).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString().lines())
                .hasSize(4)
                .allMatch(line -> line.startsWith("kubectl is not on the PATH: install it"));
    }

    @Test
    void a_folder_that_is_no_overlay_is_said() throws Exception {
        kubectl("exit 1");
        assertThat(run("deploy", "--overlay", folder + "/nowhere")).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString())
                .isEqualTo(
                        "%s/nowhere is no overlay: it has no kustomization.yaml%n"
                                .formatted(folder));
    }

    @Test
    void images_that_were_never_made_are_said() throws Exception {
        kubectl("exit 1");
        assertThat(run("deploy", "--images", folder + "/none.yaml")).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString()).contains("none.yaml: `make images REGISTRY=…` writes it");
    }

    @Test
    void the_status_of_a_cluster_has_replicas_concurrency_and_revisions() throws Exception {
        // Given
        status();

        // Then
        assertThat(run("status", "--cluster", "--context", "kind")).isZero();
        assertThat(out.toString())
                .contains("FUNCTION     STATE   READY   MAX   CONCURRENCY   REVISIONS")
                .contains(
                        "order-view   ready   2/2     3     10            order-view-00001 90%, order-view-00002 10%")
                .contains("Triggers: none")
                .contains(
                        "default   MTChannelBasedBroker   http://broker-ingress.knative-eventing.svc.cluster.local/tideway/default   True");
    }

    @Test
    void the_status_in_json_has_what_the_load_script_reads() throws Exception {
        status();
        assertThat(run("status", "--cluster", "--context", "kind", "-o", "json")).isZero();
        assertThat(out.toString())
                .contains("\"name\" : \"order-view\"", "\"ready\" : 2", "\"desired\" : 2")
                .contains("\"max\" : \"3\"");
    }

    @Test
    void a_tunnel_leads_curl_to_the_names_inside_the_cluster() throws Exception {
        // Given
        kubectl(
                """
                case "$*" in
                *"get broker"*) cat broker ;;
                *"get services.serving"*) cat services ;;
                *"get service order-view"*) echo '{"spec":{"externalName":"kourier-internal.kourier-system.svc.cluster.local"}}' ;;
                *"port-forward -n knative-eventing service/broker-ingress --address=127.0.0.1 :80"*)
                    echo 'Forwarding from 127.0.0.1:40001 -> 8080'; exec sleep 60 ;;
                *"port-forward -n kourier-system service/kourier-internal --address=127.0.0.1 :80"*)
                    echo 'Forwarding from 127.0.0.1:40002 -> 8081'; exec sleep 60 ;;
                *) echo "what is $*?" >&2; exit 1 ;;
                esac
                """);
        Files.writeString(folder.resolve("broker"), BROKER);
        Files.writeString(folder.resolve("services"), SERVICES);

        // When
        var code =
                run(
                        "tunnel",
                        "--",
                        "sh",
                        "-c",
                        "echo $BROKER_URL $ORDERS_URL >'%s/said'; /bin/cat $CURL_HOME/.curlrc >>'%s/said'; exit 7"
                                .formatted(folder, folder));

        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(code).isEqualTo(7);
        assertThat(Files.readString(folder.resolve("said")))
                .isEqualTo(
                        """
                        http://broker-ingress.knative-eventing.svc.cluster.local/tideway/default http://order-view.tideway.svc.cluster.local
                        connect-to = "broker-ingress.knative-eventing.svc.cluster.local:80:127.0.0.1:40001"
                        connect-to = "order-view.tideway.svc.cluster.local:80:127.0.0.1:40002"
                        """);
    }

    @Test
    void a_tunnel_that_cannot_be_dug_is_said() throws Exception {
        kubectl(
                "case \"$*\" in *broker*-o*) cat broker ;; *) echo 'error: services \"broker-ingress\" not found' >&2; exit 1 ;; esac");
        Files.writeString(folder.resolve("broker"), BROKER);
        assertThat(run("tunnel", "true")).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString())
                .isEqualTo("kubectl: services \"broker-ingress\" not found%n".formatted());
    }

    private void status() throws Exception {
        Files.writeString(folder.resolve("services"), SERVICES);
        Files.writeString(folder.resolve("revisions"), REVISIONS);
        Files.writeString(
                folder.resolve("brokers"),
                "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[" + BROKER + "]}");
        Files.writeString(folder.resolve("triggers"), NOTHING);
        kubectl(
                """
                case "$*" in
                "--context kind get "*" -n tideway -o json") kind=${4%%.*}; exec cat "$kind" ;;
                *) echo "what is $*?" >&2; exit 1 ;;
                esac
                """);
    }

    private void kubectl(String script) throws Exception {
        var file = folder.resolve("kubectl");
        Files.writeString(
                file, "#!/bin/sh\nPATH=/usr/bin:/bin\ncd '" + folder + "' || exit\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /// Without a kubectl of the machine's own.
    private int run(String... arguments) {
        var io =
                new Io(
                        new ByteArrayInputStream(new byte[0]),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        Screen.FILE,
                        Map.of("PATH", folder.toString()));
        return Main.run(io, arguments);
    }
}
