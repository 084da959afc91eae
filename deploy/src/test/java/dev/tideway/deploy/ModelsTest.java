package dev.tideway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelsTest {
    static List<Path> manifests() throws IOException {
        return Repository.manifests().stream().map(Repository.ROOT::relativize).toList();
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void every_file_is_what_its_api_says(Path file) throws IOException {
        // When
        var problems = new ArrayList<String>();
        for (var document : Yaml.documents(Files.readString(Repository.ROOT.resolve(file)))) {
            problems.addAll(Models.problems(document));
        }
        // Then
        assertThat(problems).isEmpty();
    }

    @Test
    void the_files_are_found() throws IOException {
        assertThat(manifests())
                .map(Path::toString)
                .contains(
                        "deploy/base/functions/orders.yaml",
                        "deploy/components/kafka/kafka.yaml",
                        "deploy/gitops/flux.yaml",
                        "functions/orders/db/kustomization.yaml",
                        "triggers/orders.yaml",
                        "broker-config/rabbitmq/broker.yaml");
    }

    @Test
    void the_gitops_samples_name_an_overlay_that_is_there() throws IOException {
        for (var sample : List.of("argo-cd.yaml", "flux.yaml")) {
            var paths = new ArrayList<String>();
            for (var document : read("deploy/gitops/" + sample)) {
                paths.addAll(document.findValuesAsText("path"));
            }
            assertThat(paths)
                    .isNotEmpty()
                    .allSatisfy(path -> assertThat(Repository.ROOT.resolve(path)).isDirectory());
        }
    }

    private static List<JsonNode> read(String file) throws IOException {
        return Yaml.documents(Files.readString(Repository.ROOT.resolve(file)));
    }

    /// A fault of each sort, in the models and in the schemas.
    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_is_found(Fault fault) throws IOException {
        // Given
        var text = Files.readString(Repository.ROOT.resolve(fault.file()));
        assertThat(text).contains(fault.right());
        // When
        var problems = new ArrayList<String>();
        for (var document : Yaml.documents(text.replace(fault.right(), fault.wrong()))) {
            problems.addAll(Models.problems(document));
        }
        // Then
        assertThat(problems).anySatisfy(it -> assertThat(it).contains(fault.complaint()));
    }

    record Fault(String file, String right, String wrong, String complaint) {}

    static List<Fault> faults() {
        var service = "deploy/base/functions/orders.yaml";
        var kafka = "deploy/components/kafka/";
        var flux = "deploy/gitops/flux.yaml";
        var argo = "deploy/gitops/argo-cd.yaml";
        var rabbit = "deploy/components/rabbitmq";
        var source = "deploy/components/amqp-source/source.yaml";
        var pipe = "deploy/components/camel-k/pipe.yaml";
        var postgres = "deploy/components/cloudnative-pg/clusters.yaml";
        return List.of(
                new Fault(service, "containerConcurrency:", "concurrency:", "\"concurrency\""),
                new Fault(service, "runAsNonRoot: true", "runAsNonRoot: \"yes\"", "Boolean"),
                new Fault(service, "max-scale: \"10\"", "max-scale: 10", "String"),
                new Fault(service, "secretKeyRef:", "secretKey:", "\"secretKey\""),
                new Fault(service, "v1\nkind: Service\n", "v2\nkind: Service\n", "no model"),
                new Fault("triggers/orders.yaml", "subscriber:", "subscribers:", "\"subscribers\""),
                new Fault("triggers/orders.yaml", "- exact:", "- exactly:", "\"exactly\""),
                new Fault(
                        "broker-config/kafka/broker.yaml", "retry: 5", "retries: 5", "\"retries\""),
                new Fault(
                        kafka + "kafka.yaml",
                        "metadataVersion:",
                        "metaVersion:",
                        "\"metaVersion\""),
                new Fault(kafka + "kafka.yaml", "kraftMetadata:", "kraft:", "\"kraft\""),
                new Fault(
                        kafka + "user.yaml",
                        "patternType: prefix",
                        "pattern: prefix",
                        "\"pattern\""),
                new Fault(postgres, "instances: 1", "replicas: 1", "replicas"),
                new Fault(postgres, "instances: 1", "instances: one", "integer"),
                new Fault(postgres, "  name: sales-db", "  names: sales-db", "\"names\""),
                new Fault(
                        "deploy/base/kustomization.yaml",
                        "resources:",
                        "resource:",
                        "\"resource\""),
                new Fault(kafka + "kustomization.yaml", "target:", "targets:", "\"targets\""),
                new Fault(pipe, "  sink:", "  sinks:", "\"sinks\""),
                new Fault(pipe, "      name: default", "      names: default", "\"names\""),
                new Fault(rabbit + "/rabbitmq.yaml", "replicas: 3", "replicas: 2", "replicas"),
                new Fault("broker-config/rabbitmq/config.yaml", "quorum", "quorums", "queueType"),
                new Fault(source, "    exchangeName: orders\n", "", "exchangeName"),
                new Fault(source, "PT0.5S", "500ms", "backoffDelay"),
                new Fault("deploy/observability/alerts.yaml", "- alert:", "- alarm:", "\"alarm\""),
                new Fault(argo, "selfHeal: true", "selfheal: true", "selfheal"),
                new Fault(argo, "factor: 2", "factor: two", "integer"),
                new Fault(flux, "interval: 5m", "interval: 5 minutes", "interval"),
                new Fault(flux, "kind: GitRepository\n    name", "kind: Git\n    name", "kind"),
                new Fault(flux, "https://github", "git@github", "url"),
                new Fault(flux, "prune: true", "prun: true", "prun"));
    }
}
