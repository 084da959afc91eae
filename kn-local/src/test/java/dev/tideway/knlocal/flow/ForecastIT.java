package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A forecast through its functions, against the example of its result: what one loop in one process comes to
/// (forecast-simulate's tests).
@DisplayName("A forecast on kn-local, class Kafka")
class ForecastIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String TYPE = "dev.tideway.forecast.";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir static Path folder;
    private static Runner runner;

    @BeforeAll
    static void up() throws IOException {
        runner = Runner.start(folder.resolve("state"));
    }

    @AfterAll
    static void down() {
        runner.close();
    }

    private static ObjectNode example(String name) throws IOException {
        var file = Runner.ROOT.resolve("events/" + TYPE + name + ".v1.example.json");
        return (ObjectNode) JSON.readTree(Files.readString(file)).path("data");
    }

    private static void post(String id, JsonNode data) throws Exception {
        var attributes = Map.of("type", TYPE + "request.v1", "source", "/flow-test", "id", id);
        assertThat(runner.post(attributes, data.toString())).isEqualTo(202);
    }

    /// An empty object while nobody answers.
    private static JsonNode forecast(String id) {
        try {
            var answer = runner.get("forecast-plan", "/forecasts/" + id);
            return answer.statusCode() == 200
                    ? JSON.readTree(answer.body())
                    : JSON.createObjectNode();
        } catch (IOException _) {
            return JSON.createObjectNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode awaitEnd(String id) {
        await("forecast " + id + " to end")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> forecast(id).has("endedAt"));
        return forecast(id);
    }

    @Test
    void its_result_is_that_of_one_loop_though_functions_are_killed_on_the_way() throws Exception {
        long seed = System.nanoTime();
        System.out.println("ForecastIT: seed " + seed);
        var random = new Random(seed);
        var id = "f-killed";
        // 100 slices, other ones than the example's: the result is the same.
        post(id, example("request").put("forecastId", id).put("runsPerSlice", 2_000));

        for (int tenths = 0; tenths < 9; tenths += 2) {
            awaitDone(id, tenths * 10 + random.nextInt(20));
            killSomeInstances(random);
        }

        var forecast = awaitEnd(id);
        assertThat(forecast.path("state").asText()).as(forecast.toString()).isEqualTo("COMPLETED");
        assertThat(forecast.path("slices").asInt()).isEqualTo(100);
        assertThat(forecast.path("result")).isEqualTo(example("completed").put("forecastId", id));
    }

    private static void awaitDone(String id, int slices) {
        await(slices + " slices to be done")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> forecast(id).path("done").asInt(-1) >= slices);
    }

    /// Half of all functions that run, whichever: a simulation in the middle of a slice, the plan in the middle of a result.
    private static void killSomeInstances(Random random) {
        var instances = new ArrayList<>(runner.instances());
        Collections.shuffle(instances, random);
        instances.stream()
                .limit(Math.ceilDiv(instances.size(), 2))
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void a_request_that_breaks_rules_is_rejected_and_says_so() throws Exception {
        var id = "f-rejected";
        post(id, example("request").put("forecastId", id).put("runs", 1));

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(forecast(id).path("state").asText()).isEqualTo("REJECTED"));
        assertThat(forecast(id).path("reason").asText()).contains("runs is not 100 to 1000000");
    }
}
