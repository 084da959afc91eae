package dev.tideway.inventory;

import static dev.tideway.inventory.Warehouse.PLACED;
import static dev.tideway.inventory.Warehouse.REFUSED;
import static dev.tideway.inventory.Warehouse.RELEASED;
import static dev.tideway.inventory.Warehouse.RESERVED;
import static dev.tideway.inventory.Warehouse.cancelled;
import static dev.tideway.inventory.Warehouse.placed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.kit.testing.EventSchemas;
import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestDatabase;
import dev.tideway.kit.testing.TestEvent;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithTestResource(
        value = TestDatabase.class,
        initArgs = @ResourceArg(name = "schema", value = "inventory"))
class InventoryIT {
    @Inject DataSource database;

    private final String orderId = UUID.randomUUID().toString();

    private String shelf(int pieces) throws SQLException {
        return new Warehouse(database).shelf(pieces);
    }

    private int available(String sku) throws SQLException {
        return new Warehouse(database).available(sku);
    }

    @ParameterizedTest
    @EnumSource
    void a_placed_order_gets_its_stock(Mode mode) throws SQLException {
        // Given
        var sku = shelf(10);
        // When
        var answer = placed(orderId, new Line(sku, 2), new Line(sku, 1)).id(orderId).post(mode);
        // Then
        answer.expect(RESERVED);
        assertThat(answer.data().toString())
                .isEqualTo(
                        "{\"orderId\":\"%s\",\"lines\":[{\"sku\":\"%s\",\"quantity\":3}]}"
                                .formatted(orderId, sku));
        assertThat(answer.attributes())
                .containsEntry("source", "/inventory")
                .containsEntry("subject", orderId)
                .containsEntry("partitionkey", orderId)
                .containsEntry("correlationid", orderId)
                .containsEntry("causationid", orderId);
        assertThat(available(sku)).isEqualTo(7);
    }

    @Test
    void the_example_of_a_placed_order_is_understood() {
        TestEvent.of(PLACED, EventSchemas.example(PLACED)).post(Mode.BINARY).expect(RESERVED);
    }

    @ParameterizedTest
    @EnumSource
    void an_order_with_one_line_short_gets_nothing(Mode mode) throws SQLException {
        // Given
        var enough = shelf(10);
        var few = shelf(1);
        // When
        var answer = placed(orderId, new Line(enough, 2), new Line(few, 2)).post(mode);
        // Then
        answer.expect(REFUSED);
        assertThat(answer.data().path("reason").asText()).isEqualTo("only 1 of " + few + " left");
        assertThat(answer.data().path("shortages")).hasSize(1);
        assertThat(available(enough)).isEqualTo(10);
    }

    @Test
    void an_unknown_sku_is_refused() {
        var answer = placed(orderId, new Line("unicorn", 1)).post(Mode.BINARY).expect(REFUSED);
        assertThat(answer.data().path("reason").asText()).isEqualTo("unknown sku unicorn");
    }

    @Test
    void a_cancelled_order_gives_its_stock_back_once() throws SQLException {
        // Given
        var sku = shelf(10);
        placed(orderId, new Line(sku, 4)).post(Mode.BINARY).expect(RESERVED);
        // When
        cancelled(orderId).post(Mode.BINARY).expect(RELEASED);
        var again = cancelled(orderId).post(Mode.BINARY);
        // Then
        assertThat(again.status()).isEqualTo(204);
        assertThat(available(sku)).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource
    void an_order_cancelled_before_it_is_placed_reserves_nothing(Mode mode) throws SQLException {
        // Given
        var sku = shelf(10);
        // When
        var cancelled = cancelled(orderId).post(mode);
        var placed = placed(orderId, new Line(sku, 1)).post(mode);
        // Then
        assertThat(List.of(cancelled.status(), placed.status())).containsOnly(204);
        assertThat(available(sku)).isEqualTo(10);
    }

    @Test
    void a_refused_order_has_nothing_to_give_back() {
        placed(orderId, new Line("unicorn", 1)).post(Mode.BINARY).expect(REFUSED);
        assertThat(cancelled(orderId).post(Mode.BINARY).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @EnumSource
    void a_redelivered_event_gets_the_same_answer_and_takes_no_more(Mode mode) throws SQLException {
        // Given
        var sku = shelf(10);
        var event = placed(orderId, new Line(sku, 4));
        // When
        var first = event.post(mode).expect(RESERVED);
        var second = event.post(mode).expect(RESERVED);
        // Then
        assertThat(second.attributes()).isEqualTo(first.attributes());
        assertThat(second.data()).isEqualTo(first.data());
        assertThat(available(sku)).isEqualTo(6);
    }

    @Test
    void an_order_placed_twice_under_two_ids_is_decided_once() throws SQLException {
        // Given
        var sku = shelf(10);
        placed(orderId, new Line(sku, 4)).post(Mode.BINARY).expect(RESERVED);
        // When
        var again = placed(orderId, new Line(sku, 4)).post(Mode.BINARY);
        // Then
        assertThat(again.status()).isEqualTo(204);
        assertThat(available(sku)).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource
    void a_line_of_nothing_is_refused_with_400_naming_it(Mode mode) {
        var data = "{\"orderId\":\"1\",\"lines\":[{\"sku\":\"tea-sencha\",\"quantity\":-1}]}";
        var answer = TestEvent.of(PLACED, data).post(mode);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.line()).isEqualTo("data.lines[0]: quantity is -1, not 1 or more");
    }

    @ParameterizedTest
    @EnumSource
    void an_order_without_id_is_refused_with_400_naming_it(Mode mode) {
        var answer = TestEvent.of(PLACED, "{\"lines\":[]}").post(mode);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.line()).isEqualTo("data.orderId is missing");
    }
}
