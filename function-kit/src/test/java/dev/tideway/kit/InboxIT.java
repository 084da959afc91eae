package dev.tideway.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.kit.testing.TestDatabase;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventBuilder;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = TestDatabase.class,
        initArgs = @ResourceArg(name = "migrations", value = "src/test/db"))
class InboxIT {
    private static final CloudEvent<?> PRUNING =
            IntStream.range(0, 10_000)
                    .mapToObj(it -> event("pruning-" + it))
                    .filter(Inbox::prunes)
                    .findFirst()
                    .orElseThrow();

    @Inject Once once;
    @Inject Instance<DataSource> database;

    private static CloudEvent<?> event(String id) {
        return CloudEventBuilder.create().id(id).source("/test").type("t").build();
    }

    @BeforeEach
    void empty() throws SQLException {
        execute("delete from inbox");
    }

    @Test
    void what_is_older_than_it_is_kept_goes_with_a_later_event_and_the_rest_stays()
            throws Exception {
        // Given
        handledDaysAgo("ancient", 400);
        handledDaysAgo("old", 31);
        handledDaysAgo("redriven yet", 29);
        // When
        once.handle(PRUNING, _ -> null);
        // Then
        assertThat(ids()).containsExactlyInAnyOrder("redriven yet", PRUNING.id());
    }

    @Test
    void most_events_take_nothing_along() throws Exception {
        // Given
        handledDaysAgo("old", 31);
        var ordinary = event("pruning-no");
        assertThat(Inbox.prunes(ordinary)).isFalse();
        // When
        once.handle(ordinary, _ -> null);
        // Then
        assertThat(ids()).containsExactlyInAnyOrder("old", "pruning-no");
    }

    @Test
    void about_one_event_in_a_hundred_does() {
        var of = IntStream.range(0, 100_000).mapToObj(it -> event("id-" + it));
        assertThat(of.filter(Inbox::prunes).count()).isBetween(500L, 2_000L);
    }

    @Test
    void one_event_takes_a_thousand_along_at_most_the_oldest_first() throws Exception {
        // Given
        execute(
                "insert into inbox (source, id, handled_at) select '/test', 'old-' || n, now() - interval '40 days' - n * interval '1 second' from generate_series(1, 1500) n");
        // When
        once.handle(PRUNING, _ -> null);
        // Then
        assertThat(ids()).hasSize(501).contains("old-1", "old-500").doesNotContain("old-501");
    }

    @Test
    void what_another_transaction_holds_is_left_to_another_time() throws Exception {
        // Given
        handledDaysAgo("held", 31);
        handledDaysAgo("old", 31);
        try (var holder = database.get().getConnection()) {
            holder.setAutoCommit(false);
            try (var hold = holder.createStatement()) {
                hold.execute("select * from inbox where id = 'held' for update");
                // When
                once.handle(PRUNING, _ -> null);
                // Then
                assertThat(ids()).containsExactlyInAnyOrder("held", PRUNING.id());
            } finally {
                holder.rollback();
            }
        }
    }

    @Test
    void work_that_fails_takes_nothing_along() throws Exception {
        handledDaysAgo("old", 31);
        assertThatThrownBy(() ->
                        once.handle(
                                PRUNING,
                                _ -> {
                                    throw new Unprocessable("no");
                                }))
                .isInstanceOf(Unprocessable.class);
        assertThat(ids()).containsExactly("old");
    }

    private void handledDaysAgo(String id, int days) throws SQLException {
        execute(
                "insert into inbox (source, id, handled_at) values ('/test', '%s', now() - interval '%d days')"
                        .formatted(id, days));
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.get().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> ids() throws SQLException {
        var ids = new ArrayList<String>();
        try (var connection = database.get().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select id from inbox")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }
}
