package dev.tideway.orderview;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestDatabase;
import dev.tideway.kit.testing.TestEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Questions about orders, over HTTP with a real PostgreSQL.
@QuarkusTest
@QuarkusTestResource(
        value = TestDatabase.class,
        initArgs = @ResourceArg(name = "schema", value = "sales"))
class QueriesIT {
    private final String id = "o-" + UUID.randomUUID();

    @Test
    void an_unknown_order_is_404_with_one_json_line() {
        get("/orders/" + id)
                .then()
                .statusCode(404)
                .contentType("application/json")
                .body("error", equalTo("there is no order " + id));
    }

    @Test
    void orders_are_listed_by_status_the_latest_first() {
        for (int day = 1; day <= 3; day++) {
            TestEvent.of(
                            "dev.tideway.order.rejected.v1",
                            "{\"orderId\": \""
                                    + id
                                    + "-"
                                    + day
                                    + "\", \"reasons\": [\"no lines\"]}")
                    .with("time", "2036-01-0" + day + "T10:00:00Z")
                    .post(Mode.BINARY);
        }

        get("/orders?status=REJECTED&limit=2")
                .then()
                .statusCode(200)
                .body("orderId", equalTo(List.of(id + "-3", id + "-2")))
                .body("status", everyItem(equalTo("REJECTED")));
        get("/orders?limit=1").then().body("orderId", equalTo(List.of(id + "-3")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=",
                "status=confirmed",
                "status=LOST",
                "limit=0",
                "limit=501",
                "limit=x",
                "limit=-1"
            })
    void a_question_that_makes_no_sense_is_400_with_one_json_line(String query) {
        var answer = get("/orders?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("error"))
                .matches("(status is one of|limit is a number from) .*");
    }
}
