package dev.tideway.flowtest;

import dev.tideway.knlocal.journey.Step;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a test sends, and what it expects to come of it. It sees the events that its own caused, and no others.
///
/// An expectation waits until it is fulfilled, or the flow is at rest, or the time is up, and then fails with the flow's
/// journey. That something is absent is known when the flow is at rest: every trigger has finished every event of it.
public final class Flow {
    private final Runner runner;
    private final Watch watch;
    private final Faults faults;
    private final Duration within;

    Flow(Runner runner, Watch watch, Faults faults, Duration within) {
        this.runner = runner;
        this.watch = watch;
        this.faults = faults;
        this.within = within;
    }

    /// The same flow, whose expectations wait so long at most.
    public Flow within(Duration atMost) {
        return new Flow(runner, watch, faults, atMost);
    }

    /// To the only broker, or to that of the name `default`.
    ///
    /// @return the event's id
    public String send(NewEvent event) {
        return new Sender(runner, watch).send(Optional.empty(), event.event());
    }

    /// An event of the CloudEvents SDK, to the same.
    ///
    /// @return the event's id
    public String send(CloudEvent event) {
        return send(NewEvent.of(event));
    }

    /// To that broker.
    ///
    /// @return the event's id
    public String send(String broker, NewEvent event) {
        return new Sender(runner, watch).send(Optional.of(broker), event.event());
    }

    /// An event of the flow that is like that; the first one.
    public SeenEvent expect(EventPattern wanted) {
        return watch.until(
                Wording.none(wanted),
                within,
                moment -> accepted(moment.steps(), wanted).stream().findFirst(),
                moment -> Wording.near(wanted, moment.steps()));
    }

    /// No event of the flow is like that, once it is at rest.
    public void expectNo(EventPattern unwanted) {
        watch.until(
                "the flow is not at rest, so that nobody knows whether none comes: " + unwanted,
                within,
                moment -> {
                    for (var found : accepted(moment.steps(), unwanted)) {
                        throw watch.failure(
                                "there is an event %s: %s".formatted(unwanted, found.id()));
                    }
                    return atRest(moment);
                });
    }

    /// All events of the flow that are like that, in the order in which they came, once it is at rest.
    public List<SeenEvent> all(EventPattern wanted) {
        rest();
        return accepted(watch.now().steps(), wanted);
    }

    /// An event like that is given up.
    public SeenDeadLetter expectDeadLetter(EventPattern wanted) {
        return watch.until(
                "no dead letter " + wanted,
                within,
                moment ->
                        moment.steps().stream()
                                .flatMap(step -> SeenDeadLetter.of(step, wanted).stream())
                                .findFirst());
    }

    /// No event of the flow is given up, once it is at rest.
    public void expectNoDeadLetters() {
        watch.until(
                "the flow is not at rest, so that nobody knows whether there is a dead letter",
                within,
                moment -> {
                    for (var step : moment.steps()) {
                        if (step instanceof Step.DeadLettered || step instanceof Step.Lost) {
                            throw watch.failure("there is a dead letter: " + step);
                        }
                    }
                    return atRest(moment);
                });
    }

    /// Waits until every trigger has finished every event of the flow.
    public void rest() {
        watch.until("the flow is not at rest", within, Flow::atRest);
    }

    /// What a function answers to a GET.
    ///
    /// @param path with its query
    public Answers get(String function, String path) {
        return new Answers(runner, watch, within, runner.function(function), path);
    }

    /// The rows that SQL selects in one of the runner's databases, each by column.
    ///
    /// @param secret that of kn-local.yaml which stands for the database
    public List<Map<String, @Nullable String>> select(String secret, String sql) {
        return new Rows(runner.project().settings()).of(secret, sql);
    }

    /// Has something go wrong until the test ends. A fault strikes by function and type, so that another flow's events may meet it
    /// which are still on their way. One that never struck fails the test.
    public void fault(FlowFault fault) {
        faults.set(fault);
    }

    /// Has a function get an event only after another one, of another type, by which it would have been followed. Not where a
    /// trigger is ordered: nothing overtakes anything there. If it does not come to that, the test fails.
    ///
    /// @param held the one that comes late
    /// @param first the one that overtakes it
    public void reorder(String function, EventPattern held, EventPattern first) {
        var resources = runner.project().resources();
        faults.set(Reorder.of(runner.function(function), held, first, resources));
    }

    /// As `kn-local trace` tells it.
    public String journey() {
        return Story.of(runner, watch.roots());
    }

    private static Optional<Boolean> atRest(Watch.Moment moment) {
        return moment.isAtRest() ? Optional.of(true) : Optional.empty();
    }

    private static List<SeenEvent> accepted(List<Step> steps, EventPattern wanted) {
        return steps.stream()
                .filter(step -> step instanceof Step.Accepted it && wanted.matches(it.event()))
                .map(step -> SeenEvent.of(((Step.Accepted) step).event()))
                .toList();
    }
}
