package dev.tideway.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.kit.testing.Answer;
import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestDatabase;
import dev.tideway.kit.testing.TestEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.RepeatedTest;

/// Two writers of one order at once: one history, as if they had come one after the other.
@QuarkusTest
@QuarkusTestResource(
        value = TestDatabase.class,
        initArgs = @ResourceArg(name = "schema", value = "sales"))
class OrdersRaceIT {
    @Inject DataSource database;

    private final String id = "o-" + UUID.randomUUID();

    @RepeatedTest(10)
    void one_event_delivered_many_times_at_once_is_one_order_and_one_reply() throws Exception {
        var answers = allAtOnce(Collections.nCopies(8, Posts.place(id)));

        assertThat(answers).hasSize(8).allMatch(answer -> answer.equals(answers.getFirst()));
        answers.getFirst().expect("dev.tideway.order.placed.v1");
        assertThat(history()).containsExactly("placed");
    }

    @RepeatedTest(10)
    void many_commands_at_once_to_cancel_cancel_once() throws Exception {
        Posts.place(id).post(Mode.BINARY);
        var cancels = new ArrayList<TestEvent>();
        for (int i = 0; i < 8; i++) {
            cancels.add(Posts.cancel(id));
        }

        var answers = allAtOnce(cancels);

        assertThat(answers).extracting(Answer::status).containsOnlyOnce(200).containsOnly(200, 204);
        assertThat(history()).containsExactly("placed", "cancelled");
    }

    @RepeatedTest(10)
    void cancelled_and_authorised_at_once_ends_cancelled_either_way() throws Exception {
        Posts.place(id).post(Mode.BINARY);
        Posts.stockReserved(id).post(Mode.BINARY);

        var answers = allAtOnce(List.of(Posts.cancel(id), Posts.authorized(id)));

        answers.get(0).expect("dev.tideway.order.cancelled.v1");
        if (answers.get(1).status() == 200) {
            answers.get(1).expect("dev.tideway.order.confirmed.v1");
            assertThat(history())
                    .containsExactly("placed", "payment-requested", "confirmed", "cancelled");
        } else {
            assertThat(answers.get(1).status()).isEqualTo(204);
            assertThat(history()).containsExactly("placed", "payment-requested", "cancelled");
        }
    }

    @RepeatedTest(10)
    void the_same_order_placed_by_many_at_once_is_placed_once() throws Exception {
        var places = new ArrayList<TestEvent>();
        for (int i = 0; i < 8; i++) {
            places.add(Posts.place(id));
        }

        var answers = allAtOnce(places);

        assertThat(answers).extracting(Answer::status).containsOnlyOnce(200).containsOnly(200, 204);
        assertThat(history()).containsExactly("placed");
    }

    private static List<Answer> allAtOnce(List<TestEvent> events) throws Exception {
        var ready = new CountDownLatch(events.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var posts = new ArrayList<Future<Answer>>();
            for (var event : events) {
                posts.add(
                        threads.submit(() -> {
                            ready.countDown();
                            ready.await();
                            return event.post(Mode.BINARY);
                        }));
            }
            var answers = new ArrayList<Answer>();
            for (var post : posts) {
                answers.add(post.get());
            }
            return answers;
        }
    }

    private List<String> history() throws Exception {
        return Posts.query(
                database, "select type from order_event where stream = ? order by version", id);
    }
}
