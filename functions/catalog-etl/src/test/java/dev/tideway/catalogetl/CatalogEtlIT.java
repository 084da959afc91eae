package dev.tideway.catalogetl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Over HTTP, as a Trigger delivers Debezium's events.
@QuarkusTest
class CatalogEtlIT {
    private static TestEvent change(String before, String after) {
        var data = "{\"before\": %s, \"after\": %s}".formatted(before, after);
        return TestEvent.of("io.debezium.connector.postgresql.DataChangeEvent", data)
                .about("mug-blue")
                .with("iodebeziumtable", "item")
                .with("iodebeziumop", "u")
                .with("iodebeziumtsms", "1772439299912")
                .with("iodebeziumlsn", "26540360");
    }

    private static String row(int price, String status) {
        return """
        {"sku": "mug-blue", "title": "Blue mug", "category": "cups", "price_cents": %d, "currency": "EUR", "status": "%s",
         "shelf": "B-02", "notes": null, "updated_by": "till 3", "last_change": 1772439299912304}
        """
                .formatted(price, status);
    }

    @ParameterizedTest
    @EnumSource
    void a_new_row_lists_a_product(Mode mode) {
        var event = change("null", row(950, "A"));
        var answer = event.post(mode).expect("dev.tideway.product.listed.v1");
        assertThat(answer.data().path("name").asText()).isEqualTo("Blue mug");
        assertThat(answer.data().path("unitPrice").asInt()).isEqualTo(950);
        assertThat(answer.data().path("revision").asLong()).isEqualTo(26540360);
        assertThat(answer.data().path("changedAt").asText()).isEqualTo("2026-03-02T08:14:59.912Z");
        assertThat(answer.data().has("notes")).isFalse();
        assertThat(answer.attributes())
                .containsEntry("source", "/catalog-etl")
                .containsEntry("subject", "mug-blue")
                .containsEntry("partitionkey", "mug-blue")
                .containsEntry("causationid", event.attributes().get("id"));
    }

    @ParameterizedTest
    @EnumSource
    void another_price_reprices(Mode mode) {
        var answer =
                change(row(950, "A"), row(990, "A"))
                        .post(mode)
                        .expect("dev.tideway.product.repriced.v1");
        assertThat(answer.data().path("unitPrice").asInt()).isEqualTo(990);
        assertThat(answer.data().path("previousUnitPrice").asInt()).isEqualTo(950);
    }

    @ParameterizedTest
    @EnumSource
    void a_deleted_row_discontinues_and_a_redelivery_gets_the_same_answer(Mode mode) {
        var event = change(row(950, "A"), "null");
        var first = event.post(mode).expect("dev.tideway.product.discontinued.v1");
        var second = event.post(mode).expect("dev.tideway.product.discontinued.v1");
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.data()).isEqualTo(first.data());
    }

    @ParameterizedTest
    @EnumSource
    void a_change_without_a_meaning_is_answered_with_nothing(Mode mode) {
        assertThat(change(row(950, "A"), row(950, "A")).post(mode).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @EnumSource
    void an_event_that_tells_no_place_in_the_log_is_refused_for_good(Mode mode) {
        var answer = change("null", row(950, "A")).without("iodebeziumlsn").post(mode);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.line())
                .isEqualTo("iodebeziumlsn is missing, wanted a whole number of 0 or more");
    }

    @ParameterizedTest
    @EnumSource
    void a_row_of_another_shape_is_refused_for_good(Mode mode) {
        var answer = change("null", "{\"sku\": \"mug-blue\"}").post(mode);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.line()).contains("title");
    }
}
