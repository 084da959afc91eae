package dev.tideway.inventory;

import static dev.tideway.inventory.Warehouse.REFUSED;
import static dev.tideway.inventory.Warehouse.RESERVED;
import static dev.tideway.inventory.Warehouse.cancelled;
import static dev.tideway.inventory.Warehouse.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.kit.testing.Answer;
import dev.tideway.kit.testing.AtOnce;
import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestDatabase;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = TestDatabase.class,
        initArgs = @ResourceArg(name = "schema", value = "inventory"))
class InventoryRaceIT {
    @Inject DataSource database;

    private final String orderId = UUID.randomUUID().toString();

    private String shelf(int pieces) throws SQLException {
        return new Warehouse(database).shelf(pieces);
    }

    private int available(String sku) throws SQLException {
        return new Warehouse(database).available(sku);
    }

    @Test
    void of_many_orders_at_once_for_few_pieces_only_so_many_get_them() throws Exception {
        // Given
        var few = shelf(5);
        var plenty = shelf(100);
        var orders = new ArrayList<Callable<Answer>>();
        for (int i = 0; i < 12; i++) {
            // Half of them name the two in the other order, which must not end in a deadlock.
            var lines =
                    i % 2 == 0
                            ? new Line[] {new Line(few, 1), new Line(plenty, 1)}
                            : new Line[] {new Line(plenty, 1), new Line(few, 1)};
            orders.add(() -> placed(UUID.randomUUID().toString(), lines).post(Mode.BINARY));
        }
        // When
        var answers = AtOnce.all(orders);
        // Then
        assertThat(answers).filteredOn(answer -> answer.type().equals(RESERVED)).hasSize(5);
        assertThat(answers).filteredOn(answer -> answer.type().equals(REFUSED)).hasSize(7);
        assertThat(available(few)).isZero();
        assertThat(available(plenty)).isEqualTo(95);
    }

    @Test
    void placed_and_cancelled_at_once_never_leave_stock_behind() throws Exception {
        // Given
        var sku = shelf(10);
        var events = new ArrayList<Callable<Answer>>();
        for (int i = 0; i < 8; i++) {
            var order = UUID.randomUUID().toString();
            events.add(() -> placed(order, new Line(sku, 1)).post(Mode.BINARY));
            events.add(() -> cancelled(order).post(Mode.BINARY));
        }
        // When
        var answers = AtOnce.all(events);
        // Then
        assertThat(answers).allMatch(answer -> answer.status() / 100 == 2);
        assertThat(available(sku)).isEqualTo(10);
    }

    @Test
    void an_order_waits_for_the_one_that_is_taking_the_last_piece_and_then_sees_it_gone()
            throws Exception {
        // Given: another writer has the last piece in hand.
        var sku = shelf(1);
        try (var other = database.getConnection();
                var take = other.prepareStatement("update stock set available = 0 where sku = ?");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            other.setAutoCommit(false);
            take.setString(1, sku);
            take.executeUpdate();
            // When
            var answer = threads.submit(() -> placed(orderId, new Line(sku, 1)).post(Mode.BINARY));
            await().until(() -> new Warehouse(database).waiting() == 1);
            other.commit();
            // Then
            answer.get().expect(REFUSED);
        }
    }
}
