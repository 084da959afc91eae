package dev.tideway.kit;

import static dev.tideway.kit.Counter.count;
import static dev.tideway.kit.Counter.counting;
import static dev.tideway.kit.Counter.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.kit.testing.TestDatabase;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.transaction.TransactionIntegration;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventBuilder;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = TestDatabase.class,
        initArgs = @ResourceArg(name = "migrations", value = "src/test/db"))
class OnceIT {
    @Inject Once once;
    @Inject Instance<DataSource> database;
    @Inject Instance<AgroalDataSource> agroal;
    @Inject ObjectMapper mapper;

    private Counter counter() {
        return new Counter(database.get());
    }

    @BeforeEach
    void reset() throws SQLException {
        counter().reset();
    }

    private CloudEvent<Object> reply(CloudEvent<?> event, Once.Work work) {
        return Objects.requireNonNull(once.handle(event, work));
    }

    @Test
    void an_event_handled_again_gives_the_same_reply_and_changes_nothing() throws Exception {
        // Given
        var first = reply(event("1"), counting(event("1")));
        // When
        var second = reply(event("1"), counting(event("1")));
        // Then
        assertThat(counter().value()).isEqualTo(1);
        assertThat(Written.attributes(second)).isEqualTo(Written.attributes(first));
        assertThat(mapper.<JsonNode>valueToTree(second.data()))
                .isEqualTo(mapper.valueToTree(first.data()));
        assertThat(second.dataContentType()).isEqualTo("application/json");
    }

    @Test
    void the_same_id_from_another_source_is_another_event() throws Exception {
        var other = CloudEventBuilder.create().id("1").source("/other").type("t").build();
        once.handle(event("1"), counting(event("1")));
        once.handle(other, counting(event("1")));
        assertThat(counter().value()).isEqualTo(2);
    }

    @Test
    void an_event_without_reply_stays_without() throws Exception {
        for (int i = 0; i < 2; i++) {
            var reply =
                    once.handle(
                            event("1"),
                            connection -> {
                                count(connection);
                                return null;
                            });
            assertThat(reply).isNull();
        }
        assertThat(counter().value()).isEqualTo(1);
    }

    @Test
    void bytes_come_back_as_they_were() {
        // Given
        var bytes = new byte[] {0, 1, (byte) 0xFF};
        var reply =
                (CloudEvent<?>)
                        CloudEventBuilder.create()
                                .id("r")
                                .source("/s")
                                .type("t")
                                .build(bytes, "image/png");
        // When
        once.handle(event("1"), _ -> cast(reply));
        var again = reply(event("1"), _ -> null);
        // Then
        assertThat(again.data()).isEqualTo(bytes);
        assertThat(again.dataContentType()).isEqualTo("image/png");
    }

    @SuppressWarnings("unchecked")
    private static CloudEvent<Object> cast(CloudEvent<?> event) {
        return (CloudEvent<Object>) event;
    }

    @Test
    void a_failure_rolls_back_the_claim_too_so_that_the_event_can_be_tried_again()
            throws Exception {
        // Given
        assertThatThrownBy(() ->
                        once.handle(
                                event("1"),
                                connection -> {
                                    count(connection);
                                    throw new Unprocessable("no");
                                }))
                .isInstanceOf(Unprocessable.class);
        assertThat(counter().value()).isZero();
        // When
        once.handle(event("1"), counting(event("1")));
        // Then
        assertThat(counter().value()).isEqualTo(1);
    }

    @Test
    void a_database_error_is_told_as_such() {
        assertThatThrownBy(() ->
                        once.handle(
                                event("1"),
                                connection -> {
                                    connection.createStatement().execute("select nonsense");
                                    return null;
                                }))
                .isInstanceOf(Once.DatabaseFailure.class)
                .hasMessageContaining("nonsense");
    }

    @Test
    void what_the_database_can_never_hold_is_not_tried_again() {
        assertThatThrownBy(() ->
                        once.handle(
                                event("1"),
                                connection -> {
                                    var sql = "update counter set name = ?";
                                    try (var update = connection.prepareStatement(sql)) {
                                        update.setString(1, "a\0b");
                                        update.executeUpdate();
                                    }
                                    return null;
                                }))
                .isInstanceOf(Unprocessable.class)
                .hasMessageStartingWith("the database cannot hold this: ");
    }

    @Test
    void the_kits_defaults_for_a_database_hold() {
        var pool = agroal.get().getConfiguration().connectionPoolConfiguration();
        assertThat(pool.transactionIntegration()).hasSameClassAs(TransactionIntegration.none());
        assertThat(pool.maxSize()).isEqualTo(10);
        assertThat(pool.initialSize()).isEqualTo(1);
    }
}
