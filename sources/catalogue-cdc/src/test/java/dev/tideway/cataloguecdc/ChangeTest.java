package dev.tideway.cataloguecdc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private static final String KEY = "{\"sku\":\"mug-blue\"}";
    private static final String RAW =
            """
            {"id": "name:catalogue;lsn:7;txId:3", "source": "/debezium/postgresql/catalogue", "specversion": "1.0",
             "type": "io.debezium.connector.postgresql.DataChangeEvent", "time": "2026-03-02T08:14:59.912Z",
             "datacontenttype": "application/json", "iodebeziumop": "u", "iodebeziumtxId": 3, "iodebeziumxmin": null,
             "iodebeziumlsn": 26540360000, "data": {"before": null, "after": {"sku": "mug-blue", "notes": null}}}
            """;

    @Test
    void what_debezium_gives_becomes_a_valid_event_about_the_row() throws Exception {
        // When
        var change = Change.of(KEY, RAW, Map.of("team", "shop"));
        // Then
        var event = new ObjectMapper().readTree(change.json());
        assertThat(event.path("subject").asText()).isEqualTo("mug-blue");
        assertThat(event.path("partitionkey").asText()).isEqualTo("mug-blue");
        assertThat(event.path("id").asText()).isEqualTo("name:catalogue;lsn:7;txId:3;key:mug-blue");
        assertThat(event.path("iodebeziumtxid").asText()).isEqualTo("3");
        assertThat(event.path("iodebeziumlsn").isTextual()).isTrue();
        assertThat(event.path("iodebeziumlsn").asText()).isEqualTo("26540360000");
        assertThat(event.has("iodebeziumxmin")).isFalse();
        assertThat(event.path("team").asText()).isEqualTo("shop");
        assertThat(event.properties()).noneMatch(it -> !it.getKey().matches("[a-z0-9]+"));
    }

    @Test
    void a_column_that_is_null_stays_so() throws Exception {
        var event = new ObjectMapper().readTree(Change.of(KEY, RAW, Map.of()).json());
        assertThat(event.at("/data/after").has("notes")).isTrue();
        assertThat(event.path("data").path("before").isNull()).isTrue();
    }

    @Test
    void rows_of_one_place_in_the_log_have_ids_of_their_own() {
        var one = Change.of(KEY, RAW, Map.of());
        var other = Change.of("{\"sku\":\"mug-red\"}", RAW, Map.of());
        assertThat(one.id()).isNotEqualTo(other.id());
    }
}
