package dev.tideway.kit;

import static dev.tideway.kit.Counter.count;
import static dev.tideway.kit.Counter.counting;
import static dev.tideway.kit.Counter.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.kit.testing.AtOnce;
import dev.tideway.kit.testing.TestDatabase;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = TestDatabase.class,
        initArgs = @ResourceArg(name = "migrations", value = "src/test/db"))
class OnceConflictIT {
    @Inject Once once;
    @Inject Instance<DataSource> database;

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
    void two_deliveries_at_once_are_handled_once_and_both_get_the_reply() throws Exception {
        // Given
        var runs = new AtomicInteger();
        var together = new CountDownLatch(8);
        Callable<CloudEvent<Object>> delivery =
                () -> {
                    together.countDown();
                    together.await();
                    return reply(
                            event("1"),
                            connection -> {
                                runs.incrementAndGet();
                                count(connection);
                                return Reply.to(event("1")).of("t", runs.get());
                            });
                };
        // When
        var replies =
                AtOnce.all(
                        List.of(
                                delivery, delivery, delivery, delivery, delivery, delivery,
                                delivery, delivery));
        // Then
        assertThat(runs).hasValue(1);
        assertThat(counter().value()).isEqualTo(1);
        assertThat(replies)
                .extracting(reply -> Written.attributes(reply))
                .containsOnly(Written.attributes(replies.getFirst()));
    }

    @Test
    void writers_that_conflict_all_get_through_on_fresh_state() throws Exception {
        // Given
        var deliveries = new ArrayList<Callable<CloudEvent<Object>>>();
        for (int i = 0; i < 8; i++) {
            var event = event(UUID.randomUUID().toString());
            deliveries.add(() -> reply(event, counting(event)));
        }
        // When
        AtOnce.all(deliveries);
        // Then
        assertThat(counter().value()).isEqualTo(8);
    }

    @Test
    void a_conflict_that_never_ends_fails_and_leaves_nothing() throws Exception {
        // Given
        var runs = new AtomicInteger();
        // When
        assertThatThrownBy(() ->
                        once.handle(
                                event("1"),
                                connection -> {
                                    runs.incrementAndGet();
                                    count(connection);
                                    throw new Once.Conflict("again");
                                }))
                // Then
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("still in conflict after 10 attempts: again");
        assertThat(runs).hasValue(10);
        assertThat(counter().value()).isZero();
    }
}
