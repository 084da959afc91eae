package dev.tideway.salesfacts;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestDatabase;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Questions about sales, over HTTP with a real PostgreSQL.
@QuarkusTest
@WithTestResource(
        value = TestDatabase.class,
        initArgs = @ResourceArg(name = "schema", value = "insight"))
class QueriesIT {
    /// Hours of this test alone.
    private final Instant hour =
            Instant.parse("2100-01-01T00:00:00Z")
                    .plus(Duration.ofHours(3L * ThreadLocalRandom.current().nextInt(1_000_000)));

    private final Instant next = hour.plus(Duration.ofHours(1));
    private final Instant end = hour.plus(Duration.ofHours(2));
    private final String mug = "mug-" + hour;
    private final String tea = "tea-" + hour;

    @BeforeEach
    void twoHoursOfSales() {
        var said =
                List.of(
                        Told.listed(tea, "Tea, \"green\"", 500, "EUR", hour),
                        Told.discontinued(tea, next),
                        Told.confirmed(
                                "1-" + hour,
                                hour,
                                "EUR",
                                new Line(tea, 2, 450),
                                new Line(mug, 1, 1290)),
                        Told.confirmed("2-" + hour, next, "EUR", new Line(tea, 1, 450)),
                        Told.confirmed("3-" + hour, next, "USD", new Line(tea, 1, 480)),
                        Told.confirmed(
                                "4-" + hour,
                                next,
                                "EUR",
                                new Line(tea, 4, 450),
                                new Line(mug, 1, 1290)),
                        Told.cancelled("4-" + hour));
        for (var event : said) {
            assertThat(event.post(Mode.BINARY).status()).isEqualTo(204);
        }
    }

    private Response ask(String accept, String parameters) {
        return given().header("accept", accept)
                .get("/sales?from=" + hour + "&to=" + end + parameters);
    }

    @Test
    void by_sku_a_row_stands_for_a_sku_and_a_currency() {
        ask("application/json", "&by=sku")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("from", equalTo(hour.toString()))
                .body("to", equalTo(end.toString()))
                .body("by", equalTo("sku"))
                .body("more", equalTo(false))
                .body("rows.sku", equalTo(List.of(mug, tea, tea)))
                .body("rows.currency", equalTo(List.of("EUR", "EUR", "USD")))
                .body("rows.orders", equalTo(List.of(1, 2, 1)))
                .body("rows.units", equalTo(List.of(1, 3, 1)))
                .body("rows.revenue", equalTo(List.of(1290, 1350, 480)))
                .body("rows[1].name", equalTo("Tea, \"green\""))
                .body("rows[1].category", equalTo("tea"))
                .body("rows[1].discontinued", equalTo(true))
                .body("rows[1].listValue", equalTo(1500))
                .body("rows[1].listedUnits", equalTo(3))
                .body("rows[1].cancelledOrders", equalTo(1))
                .body("rows[1].cancelledUnits", equalTo(4))
                .body("rows[1].cancelledRevenue", equalTo(1800))
                .body("rows[0].name", equalTo(null))
                .body("rows[0].discontinued", equalTo(null))
                .body("rows[0].listValue", equalTo(null));
    }

    @Test
    void by_hour_an_order_of_several_skus_counts_once() {
        ask("application/json", "&by=hour")
                .then()
                .statusCode(200)
                .body(
                        "rows.hour",
                        equalTo(List.of(hour.toString(), next.toString(), next.toString())))
                .body("rows.currency", equalTo(List.of("EUR", "EUR", "USD")))
                .body("rows.orders", equalTo(List.of(1, 1, 1)))
                .body("rows.units", equalTo(List.of(3, 1, 1)))
                .body("rows.revenue", equalTo(List.of(2190, 450, 480)))
                .body("rows.listValue[0]", equalTo(1000))
                .body("rows.cancelledOrders", equalTo(List.of(0, 1, 0)))
                .body("rows.cancelledUnits", equalTo(List.of(0, 5, 0)))
                .body("rows.cancelledRevenue", equalTo(List.of(0, 3090, 0)));
    }

    @Test
    void from_is_inclusive_and_to_exclusive() {
        given().get("/sales?by=hour&from=" + hour + "&to=" + next)
                .then()
                .body("rows.hour", equalTo(List.of(hour.toString())));
    }

    @Test
    void csv_has_a_header_line_and_the_same_rows() {
        var answer = ask("text/csv", "&by=sku");

        assertThat(answer.contentType()).isEqualTo("text/csv; charset=utf-8; header=present");
        assertThat(answer.header("x-more")).isEqualTo("false");
        assertThat(answer.asString())
                .isEqualTo(
                        """
                        sku,currency,name,category,discontinued,orders,units,revenue,listValue,listedUnits,cancelledOrders,cancelledUnits,cancelledRevenue
                        MUG,EUR,,,,1,1,1290,,0,1,1,1290
                        TEA,EUR,"Tea, ""green""\",tea,true,2,3,1350,1500,3,1,4,1800
                        TEA,USD,"Tea, ""green""\",tea,true,1,1,480,,0,0,0,0
                        """
                                .replace("MUG", mug)
                                .replace("TEA", tea)
                                .replace("\n", "\r\n"));
    }

    @Test
    void more_rows_than_asked_for_are_said_to_be_there() {
        ask("*/*", "&limit=2").then().body("rows.size()", equalTo(2)).body("more", equalTo(true));
        ask("*/*", "&limit=3").then().body("more", equalTo(false));
        assertThat(ask("text/csv", "&limit=2").header("x-more")).isEqualTo("true");
    }

    @Test
    void a_range_without_sales_has_no_rows() {
        given().get("/sales?from=2099-01-01T00:00:00Z&to=2099-01-02T00:00:00Z")
                .then()
                .statusCode(200)
                .body("rows", equalTo(List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/csv | text/csv",
                "TEXT/CSV | text/csv",
                "text/* | text/csv",
                "*/* | application/json",
                "application/* | application/json",
                "text/html, text/csv;q=0.9, */*;q=0.1 | text/csv",
                "text/csv;q=0.5, application/json | application/json",
                "text/csv;q=0, */* | application/json",
            })
    void the_form_follows_the_accept_header(String accept, String type) {
        assertThat(ask(accept, "").contentType()).startsWith(type);
    }

    @Test
    void another_form_is_406_and_the_line_names_the_two() {
        var answer = ask("application/xml", "");

        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(answer.jsonPath().getString("error")).contains("text/csv", "application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=x", "to=2026-03-02", "by=", "limit=-1", "at=1"})
    void a_question_that_makes_no_sense_is_400_with_one_json_line(String query) {
        var answer = given().header("accept", "text/csv").get("/sales?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(answer.jsonPath().getString("error")).startsWith(query.split("=", 2)[0]);
    }
}
