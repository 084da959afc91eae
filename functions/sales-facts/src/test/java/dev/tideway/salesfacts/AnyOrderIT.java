package dev.tideway.salesfacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.kit.testing.AtOnce;
import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestDatabase;
import dev.tideway.kit.testing.TestEvent;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// The facts are a function of the set of events: whatever the order, the repetitions and the moment of arrival.
@QuarkusTest
@WithTestResource(
        value = TestDatabase.class,
        initArgs = @ResourceArg(name = "schema", value = "insight"))
class AnyOrderIT {
    private static final int ORDERS = 24;

    @Inject DataSource database;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final String prefix = "t" + seed + "-";

    @RepeatedTest(10)
    void one_after_the_other_in_any_order_with_repetitions() throws Exception {
        var events = Stories.draw(random, prefix, ORDERS);

        for (var event : shuffled(events)) {
            assertThat(event.post(Mode.BINARY).status()).as("seed %s", seed).isEqualTo(204);
        }

        expectFactsOf(events);
    }

    @RepeatedTest(10)
    void all_at_once_with_repetitions() throws Exception {
        var events = Stories.draw(random, prefix, ORDERS);
        var posts = new ArrayList<Callable<Integer>>();
        for (var event : shuffled(events)) {
            posts.add(() -> event.post(Mode.BINARY).status());
        }

        assertThat(AtOnce.all(posts)).as("seed %s", seed).containsOnly(204);

        expectFactsOf(events);
    }

    @Test
    void made_again_from_the_log_the_facts_are_the_same() throws Exception {
        var events = Stories.draw(random, prefix, 3 * ORDERS);
        for (var event : shuffled(events)) {
            event.post(Mode.BINARY);
        }
        var before = Slot.stored(database, prefix);

        empty();
        assertThat(Slot.stored(database, prefix)).isEmpty();
        for (var event : events) {
            event.post(Mode.BINARY);
        }

        assertThat(Slot.stored(database, prefix)).as("seed %s", seed).isEqualTo(before);
        expectFactsOf(events);
    }

    private void expectFactsOf(List<TestEvent> events) throws SQLException {
        assertThat(Slot.stored(database, prefix))
                .as("seed %s", seed)
                .isNotEmpty()
                .isEqualTo(Oracle.slots(events));
    }

    /// A third of them twice.
    private List<TestEvent> shuffled(List<TestEvent> events) {
        var shuffled = new ArrayList<>(events);
        events.stream().filter(_ -> random.nextInt(3) == 0).forEach(shuffled::add);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private void empty() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate fact, sale, sale_line, product_change, inbox");
        }
    }
}
