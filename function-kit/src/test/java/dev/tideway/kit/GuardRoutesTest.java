package dev.tideway.kit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class GuardRoutesTest {
    private static final String ORDER = "{\"orderId\":\"o-1\",\"lines\":[],\"gift\":false}";

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void only_post_brings_events(String method) {
        var answer = given().header("ce-id", "1").request(method, "/");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.header("allow")).isEqualTo("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/plain", "/nothing", "/own", "/other/path"})
    void no_function_runs_over_plain_http(String path) {
        for (var method : new String[] {"GET", "POST", "PUT"}) {
            var request = given().header("content-type", "application/json").body(ORDER);
            assertThat(request.request(method, path).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void no_function_runs_at_its_own_path_for_an_event_either() {
        var event =
                given().header("ce-specversion", "1.0")
                        .header("ce-id", "1")
                        .header("ce-source", "/")
                        .header("ce-type", "shop.plain.v1")
                        .header("content-type", "application/json")
                        .body(ORDER);
        assertThat(event.post("/plain").statusCode()).isEqualTo(404);
    }

    @Test
    void queries_are_reached_even_on_the_path_of_a_functions_name() {
        assertThat(given().get("/order").asString()).isEqualTo("a query");
        assertThat(given().post("/order").statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/liveness", "/health/readiness"})
    void the_paths_that_func_probes_answer(String path) {
        assertThat(given().get(path).statusCode()).isEqualTo(200);
    }
}
