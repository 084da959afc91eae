package dev.tideway.forecastplan;

import dev.tideway.forecastplan.Message.ForecastRequest;
import dev.tideway.forecastplan.Message.SliceComputed;
import dev.tideway.forecastplan.Message.SliceRequested;
import dev.tideway.kit.Emits;
import dev.tideway.kit.Once;
import dev.tideway.kit.Reply;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Scatters a forecast into slices and gathers what comes back.
///
/// What is to be asked for stands in the database with the event because of which: it is emitted after the commit, and emitted
/// again, under the same ids, when that event is delivered again. So nothing is lost between the two.
public class ForecastPlan {
    private final Once once;
    private final Json json;
    private final Outbox outbox;
    private final Progress progress;
    private final Duration overdue;

    ForecastPlan(
            Once once,
            Json json,
            Outbox outbox,
            Progress progress,
            @ConfigProperty(name = "tideway.forecast.overdue") Duration overdue) {
        this.once = once;
        this.json = json;
        this.outbox = outbox;
        this.progress = progress;
        this.overdue = overdue;
    }

    @Funq
    @CloudEventMapping(trigger = "dev.tideway.forecast.request.v1")
    @Emits({
        Announcement.SliceRequested.class,
        Announcement.Progressed.class,
        Announcement.Rejected.class
    })
    public @Nullable CloudEvent<Object> plan(CloudEvent<ForecastRequest> event) {
        var request = event.data().request();
        var reply =
                once.handle(
                        event,
                        connection ->
                                new Planning(connection, json)
                                        .open(request, event)
                                        .map(news -> reply(event, request.forecastId(), news))
                                        .orElse(null));
        outbox.empty(event);
        return reply;
    }

    @Funq
    @CloudEventMapping(trigger = "dev.tideway.forecast.slice.computed.v1")
    @Emits({Announcement.Progressed.class, Announcement.Completed.class})
    public @Nullable CloudEvent<Object> gather(CloudEvent<SliceComputed> event) {
        var computed = event.data();
        once.handle(
                event,
                connection -> {
                    new Gathering(connection, json).take(computed);
                    return null;
                });
        return progress.after(event, computed.forecastId())
                .map(news -> reply(event, computed.forecastId(), news))
                .orElse(null);
    }

    /// A slice that nobody could compute comes back: forecast-plan is the dead-letter sink of forecast-simulate's trigger.
    @Funq
    @CloudEventMapping(trigger = "dev.tideway.forecast.slice.requested.v1")
    @Emits({Announcement.SliceRequested.class, Announcement.Failed.class})
    public void askAgain(CloudEvent<SliceRequested> event) {
        once.handle(
                event,
                connection -> {
                    new Recovery(connection, json, event)
                            .returned(event.data(), Failure.reason(event.extensions()));
                    return null;
                });
        outbox.empty(event);
    }

    /// By the clock: a slice of which nothing was heard at all is missing, too.
    @Funq
    @CloudEventMapping(trigger = "dev.knative.sources.ping")
    @Emits({
        Announcement.SliceRequested.class,
        Announcement.Failed.class,
        Announcement.Completed.class
    })
    public void look(CloudEvent<byte[]> event) {
        once.handle(
                event,
                connection -> {
                    new Recovery(connection, json, event).overdue(overdue);
                    return null;
                });
        outbox.empty(event);
    }

    private static CloudEvent<Object> reply(
            CloudEvent<?> cause, String forecastId, Announcement news) {

        return Reply.to(cause).about(forecastId).of(news);
    }
}
