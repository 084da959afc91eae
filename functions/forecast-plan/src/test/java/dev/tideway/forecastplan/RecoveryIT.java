package dev.tideway.forecastplan;

import static dev.tideway.forecastplan.Forecast.COMPLETED;
import static dev.tideway.forecastplan.Forecast.FAILED;
import static dev.tideway.forecastplan.Forecast.REQUESTED;
import static dev.tideway.forecastplan.Forecast.returned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestDatabase;
import dev.tideway.kit.testing.TestEvent;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Slices that are lost: those that come back as dead letters, and those of which nothing is heard.
@QuarkusTest
@WithTestResource(
        value = TestDatabase.class,
        initArgs = @ResourceArg(name = "schema", value = "planning"))
@WithTestResource(TestSink.class)
class RecoveryIT {
    private static final String REQUEST_ID = "the-request";
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Inject DataSource database;

    private final Forecast forecast = Forecast.unheard();

    @BeforeEach
    void two_slices_are_asked_for() {
        forecast.request(2)
                .id(REQUEST_ID)
                .with("source", "/" + forecast.id())
                .with("traceparent", TRACE)
                .post(Mode.BINARY)
                .expect(Forecast.PROGRESSED);
        assertThat(forecast.emitted(REQUESTED)).hasSize(2);
    }

    private TestSink.Emitted last() {
        return forecast.emitted(REQUESTED).getLast();
    }

    private TestSink.Emitted slice(int number) {
        return forecast.emitted(REQUESTED).stream()
                .filter(it -> it.data().path("slice").asInt() == number)
                .toList()
                .getLast();
    }

    private static void expectTaken(TestEvent event) {
        var answer = event.post(Mode.BINARY);
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    }

    /// As if so much time had passed since anything happened.
    private void age(String interval) throws SQLException {
        execute(
                """
                update slice set asked_at = asked_at - interval '%1$s', computed_at = computed_at - interval '%1$s'
                where forecast_id = '%2$s'
                """
                        .formatted(interval, forecast.id()));
    }

    @Test
    void a_slice_that_comes_back_is_asked_for_again_under_a_new_id() {
        var lost = slice(1);

        expectTaken(returned(lost));

        assertThat(forecast.emitted(REQUESTED)).hasSize(3);
        assertThat(last().id()).isNotEqualTo(lost.id());
        assertThat(last().data().path("attempt").asInt()).isEqualTo(2);
        assertThat(last().data().path("slice")).isEqualTo(lost.data().path("slice"));
        assertThat(last().data().path("firstRun")).isEqualTo(lost.data().path("firstRun"));
        assertThat(last().partitionKey()).isEqualTo(lost.partitionKey());
    }

    @Test
    void a_dead_letter_delivered_twice_asks_twice_for_the_same_event() {
        var lost = returned(slice(1));
        expectTaken(lost);
        var again = last();

        expectTaken(lost);

        assertThat(forecast.emitted(REQUESTED)).hasSize(4);
        assertThat(last()).isEqualTo(again);
    }

    @Test
    void asked_for_four_times_in_all_it_is_given_up_and_the_forecast_has_failed() {
        for (int attempt = 1; attempt <= 3; attempt++) {
            expectTaken(returned(slice(1)));
        }
        assertThat(forecast.emitted(FAILED)).isEmpty();
        var lost = returned(slice(1));

        expectTaken(lost);

        assertThat(forecast.emitted(REQUESTED)).hasSize(5);
        assertThat(forecast.emitted(FAILED))
                .singleElement()
                .satisfies(it ->
                        assertThat(it.data().path("reason").asText())
                                .isEqualTo("slice 1 was asked for 4 times: 500 out of memory"));
        assertThat(forecast.state().getString("state")).isEqualTo("FAILED");
        assertThat(forecast.state().getString("reason")).contains("out of memory");
        var failed = forecast.emitted(FAILED).getFirst();
        // What comes now is too late, and what comes again is the same.
        expectTaken(forecast.computed(2));
        expectTaken(returned(slice(2)));
        expectTaken(lost);
        assertThat(forecast.emitted(REQUESTED)).hasSize(5);
        assertThat(forecast.emitted(FAILED)).hasSize(2).containsOnly(failed);
    }

    @Test
    void a_slice_that_comes_back_after_it_was_computed_or_asked_for_again_is_not_missed() {
        var first = slice(1);
        expectTaken(returned(first));
        expectTaken(returned(first).id("another"));
        assertThat(forecast.emitted(REQUESTED)).hasSize(3);

        forecast.computed(1).post(Mode.BINARY).expect(Forecast.PROGRESSED);
        expectTaken(returned(last()));

        assertThat(forecast.emitted(REQUESTED)).hasSize(3);
        forecast.computed(2).post(Mode.BINARY).expect(COMPLETED);
    }

    @Test
    void a_slice_of_which_nothing_is_heard_is_asked_for_again_when_the_clock_says_so()
            throws SQLException {
        forecast.computed(1).post(Mode.BINARY);
        age("11 minutes");
        var tick = Forecast.tick();

        expectTaken(tick);
        var again = last();
        expectTaken(tick);

        assertThat(again.data().path("slice").asInt()).isEqualTo(2);
        assertThat(again.data().path("attempt").asInt()).isEqualTo(2);
        assertThat(again.correlationId()).isEqualTo(REQUEST_ID);
        assertThat(again.traceParent()).isEqualTo(TRACE);
        assertThat(forecast.emitted(REQUESTED)).hasSize(4);
        assertThat(last()).isEqualTo(again);
    }

    @Test
    void a_slice_that_may_still_be_on_its_way_is_left_alone() throws SQLException {
        age("9 minutes");
        expectTaken(Forecast.tick());
        assertThat(forecast.emitted(REQUESTED)).hasSize(2);
    }

    @Test
    void while_results_come_in_nothing_is_overdue() throws SQLException {
        age("1 hour");
        forecast.computed(1).post(Mode.BINARY);
        expectTaken(Forecast.tick());
        assertThat(forecast.emitted(REQUESTED)).hasSize(2);
    }

    @Test
    void the_clock_waits_twice_as_long_each_time_and_gives_up_in_the_end() throws SQLException {
        for (var wait : new String[] {"11 minutes", "21 minutes", "41 minutes"}) {
            age(wait);
            expectTaken(Forecast.tick());
            expectTaken(Forecast.tick());
        }
        assertThat(forecast.emitted(REQUESTED)).hasSize(8);
        age("79 minutes");
        expectTaken(Forecast.tick());
        assertThat(forecast.emitted(FAILED)).isEmpty();
        age("2 minutes");

        expectTaken(Forecast.tick());

        assertThat(forecast.emitted(FAILED))
                .singleElement()
                .satisfies(it ->
                        assertThat(it.data().path("reason").asText())
                                .isEqualTo("slice 1 was asked for 4 times: no answer"));
        assertThat(forecast.emitted(FAILED).getFirst().correlationId()).isEqualTo(REQUEST_ID);
    }

    /// What its function does first with a result, and then dies.
    private void storeSecond() throws SQLException {
        execute(
                """
                update slice set computed_at = now(), demand = '{"values": [3], "counts": [100]}'
                where number = 2 and forecast_id = '%s'
                """
                        .formatted(forecast.id()));
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void what_the_last_result_comes_to_is_found_out_when_it_is_delivered_again()
            throws SQLException {
        forecast.computed(1).post(Mode.BINARY);
        var last = forecast.computed(2);
        storeSecond();
        execute(
                "insert into inbox (source, id) values ('/test', '%s')"
                        .formatted(last.attributes().get("id")));

        var completed = last.post(Mode.BINARY).expect(COMPLETED);

        assertThat(last.post(Mode.BINARY).id()).isEqualTo(completed.id());
        assertThat(forecast.state().getString("state")).isEqualTo("COMPLETED");
    }

    /// The last result was stored, but whoever did it was gone before it had looked what that comes to.
    @Test
    void a_forecast_that_has_all_results_and_did_not_end_is_completed_by_the_clock()
            throws SQLException {
        forecast.computed(1).post(Mode.BINARY);
        storeSecond();
        expectTaken(Forecast.tick());
        assertThat(forecast.emitted(COMPLETED)).isEmpty();
        age("11 minutes");
        var tick = Forecast.tick();

        expectTaken(tick);
        expectTaken(tick);

        assertThat(forecast.emitted(COMPLETED)).hasSize(2);
        var completed = forecast.emitted(COMPLETED).getFirst();
        assertThat(forecast.emitted(COMPLETED)).containsOnly(completed);
        assertThat(completed.data().path("products").path(0).path("runs").asInt()).isEqualTo(200);
        assertThat(completed.correlationId()).isEqualTo(REQUEST_ID);
        assertThat(forecast.state().getString("state")).isEqualTo("COMPLETED");
    }
}
