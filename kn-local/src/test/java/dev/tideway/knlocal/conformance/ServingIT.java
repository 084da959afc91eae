package dev.tideway.knlocal.conformance;

import static dev.tideway.knlocal.conformance.Event.event;
import static dev.tideway.knlocal.conformance.Implementation.KAFKA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.conformance.Sentences.Tried;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// On a runner of its own whatever the environment says: on a cluster the functions would have to be images.
@Chapter(number = 8, title = "Serving: runtime contract, requests, scaling")
class ServingIT {
    private static World world;

    @BeforeAll
    static void start() throws Exception {
        world =
                World.local(
                        SmallFunction.settings(),
                        yaml -> {
                            yaml.yaml(service("plain", "", "timeoutSeconds: 60"));
                            var one = "autoscaling.knative.dev/max-scale: '1'";
                            yaml.yaml(service("single", one, "containerConcurrency: 1"));
                            yaml.yaml(service("impatient", one, "timeoutSeconds: 2"));
                            var two = "autoscaling.knative.dev/min-scale: '2'";
                            yaml.yaml(service("warm", two, "containerConcurrency: 10"));
                            var named = "autoscaling.knative.dev/window: 6s";
                            yaml.yaml(service("ebbing", named, "timeoutSeconds: 60"));
                        });
    }

    private static String service(String name, String annotation, String spec) {
        return """
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata: {name: %s}
        spec:
          template:
            metadata: {annotations: {%s}}
            spec:
              %s
              containers:
                - image: small
                  env: [{name: GREETING, value: hello}]
        """
                .formatted(name, annotation, spec);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static HttpResponse<String> get(String function, String path)
            throws IOException, InterruptedException {
        return world.exchange(world.requestTo(KAFKA, function, path).GET());
    }

    /// Of an instance's environment.
    private static String variable(String function, String name) throws Exception {
        var found =
                Pattern.compile("\\b" + name + "=([^,}]*)").matcher(get(function, "/env").body());
        return found.find() ? found.group(1) : "";
    }

    @Tried
    @Sentence(
            "`PORT`, `K_SERVICE`, `K_CONFIGURATION` and `K_REVISION` are set, the last one to `<service>-<generation>` with five digits.")
    void environment() throws Exception {
        assertThat(variable("plain", "PORT")).matches("\\d+");
        assertThat(variable("plain", "K_SERVICE")).isEqualTo("plain");
        assertThat(variable("plain", "K_CONFIGURATION")).isEqualTo("plain");
        assertThat(variable("plain", "K_REVISION")).isEqualTo("plain-00001");
    }

    @Tried
    @Sentence("The container's `env` is set.")
    void variables() throws Exception {
        assertThat(variable("plain", "GREETING")).isEqualTo("hello");
    }

    @Tried
    @Sentence("Standard input is at its end.")
    void stdin() throws Exception {
        assertThat(get("plain", "/stdin").body()).isEqualTo("read -1");
    }

    @Tried
    @Sentence(
            "A function is reached by `<name>.<namespace>.svc.cluster.local`, with any path and method, and sees that host.")
    void address() throws Exception {
        assertThat(get("plain", "/headers").body()).contains("plain.default.svc.cluster.local");
        var put =
                world.requestTo(KAFKA, "plain", "/any/path")
                        .method("PUT", BodyPublishers.ofString("x"));
        assertThat(world.exchange(put).statusCode()).isEqualTo(200);
    }

    @Tried
    @Sentence(
            "`Forwarded`, `X-Forwarded-For` and `X-Forwarded-Proto` say for whom, and by which protocol.")
    void forwarded() throws Exception {
        assertThat(get("plain", "/headers").body())
                .contains("Forwarded=[for=127.0.0.1;proto=http]")
                .contains("X-forwarded-for=[127.0.0.1]")
                .contains("X-forwarded-proto=[http]");
        var through =
                world.requestTo(KAFKA, "plain", "/headers").header("X-Forwarded-For", "10.0.0.9");
        assertThat(world.exchange(through.GET()).body())
                .contains("X-forwarded-for=[10.0.0.9, 127.0.0.1]");
    }

    @Tried
    @Sentence("A request that comes while nothing runs waits for an instance, and is not lost.")
    void fromZero() throws Exception {
        world.postTo(KAFKA, "impatient", event("t"));
        assertThat(get("ebbing", "/headers").statusCode()).isEqualTo(200);
    }

    @Tried
    @Sentence("An instance never has more than `containerConcurrency` requests at once.")
    void containerConcurrency() throws Exception {
        for (var answer : atOnce("single", 8)) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("1");
        }
    }

    @Tried
    @Sentence("Without a `containerConcurrency` an instance gets any number of requests at once.")
    void unlimited() throws Exception {
        get("plain", "/headers");
        await().atMost(World.PATIENCE)
                .until(() ->
                        atOnce("plain", 8).stream()
                                .anyMatch(answer -> Integer.parseInt(answer.body()) > 4));
    }

    private static List<HttpResponse<String>> atOnce(String function, int requests)
            throws Exception {
        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Future<HttpResponse<String>>>();
            for (int i = 0; i < requests; i++) {
                asked.add(all.submit(() -> get(function, "/hold")));
            }
            var answers = new ArrayList<HttpResponse<String>>();
            for (var one : asked) {
                answers.add(one.get());
            }
            return answers;
        }
    }

    @Tried
    @Sentence(
            "A request that takes longer than `timeoutSeconds` is answered 504 `request timeout`.")
    void timeout() throws Exception {
        await().atMost(World.PATIENCE)
                .until(() -> get("impatient", "/headers").statusCode() == 200);
        var answer = get("impatient", "/sleep");
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body()).contains("request timeout");
    }

    @Tried
    @Sentence("`min-scale` instances are there without any request.")
    void minScale() {
        await().atMost(World.PATIENCE).until(() -> ready("warm") == 2);
    }

    @Tried
    @Sentence(
            "When the window has passed without a request, the last instance is stopped, and the next request starts another.")
    void toZero() throws Exception {
        var first = variable("ebbing", "PORT");
        await().atMost(World.PATIENCE.multipliedBy(3)).until(() -> ready("ebbing") == 0);
        assertThat(variable("ebbing", "PORT")).isNotEmpty().isNotEqualTo(first);
    }

    private static int ready(String function) throws IOException, InterruptedException {
        return world.readyInstances(function);
    }
}
