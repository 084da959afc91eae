package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Domain;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Whether what cannot be delivered is kept, and trying ends in time.
final class DeliveryRules {
    /// Knative's own default, 10 retries of a function that takes its whole timeout, comes to an hour and two minutes.
    private static final Duration STANDSTILL = Duration.ofHours(1);

    static final List<Rule> ALL =
            List.of(
                    new Rule(
                            "no-dead-letter",
                            Severity.ERROR,
                            "An event that cannot be delivered is gone after its last retry, and nobody hears of it.",
                            domain -> each(domain, DeliveryRules::withoutSink)),
                    new Rule(
                            "attempt-outlived",
                            Severity.WARNING,
                            "An attempt that is given up while the function still works on it is made again: the same event is in work twice at once.",
                            domain -> each(domain, DeliveryRules::outlived)),
                    new Rule(
                            "retries-outlast-log",
                            Severity.ERROR,
                            "While an event is tried, those behind it grow old: when trying takes longer than the log keeps them, they are deleted unread.",
                            domain -> each(domain, DeliveryRules::outlastingLog)),
                    new Rule(
                            "retries-block-partition",
                            Severity.WARNING,
                            "Ordered, a partition waits for its event: one that fails stops all aggregates of it, here for more than an hour.",
                            domain -> each(domain, DeliveryRules::blocking)));

    private DeliveryRules() {}

    private static List<Breach> each(Domain domain, Function<Effective, Optional<Breach>> law) {
        return domain.links().stream()
                .flatMap(it -> Effective.of(domain, it).stream())
                .flatMap(it -> law.apply(it).stream())
                .toList();
    }

    private static Optional<Breach> withoutSink(Effective it) {
        return it.delivery().deadLetterSink().isPresent()
                ? Optional.empty()
                : Optional.of(
                        it.breach(
                                "%s has no dead letter sink, nor has %s"
                                        .formatted(it.link().ref(), it.link().hub()),
                                "add deadLetterSink to the delivery of the one or the other (a trigger's own delivery replaces the broker's as a whole)"));
    }

    private static Optional<Breach> outlived(Effective it) {
        var attempt = it.delivery().timeout();
        var work = it.function().map(function -> function.spec().timeout());
        if (attempt.isEmpty() || work.isEmpty() || attempt.get().compareTo(work.get()) >= 0) {
            return Optional.empty();
        }
        return Optional.of(
                it.breach(
                        "%s gives an attempt up after %s, and %s may work on it for %s"
                                .formatted(
                                        it.link().ref(),
                                        Spoken.of(attempt.get()),
                                        it.subscriber(),
                                        Spoken.of(work.get())),
                        "make delivery.timeout %s or more, or leave it out".formatted(work.get())));
    }

    private static Optional<Breach> outlastingLog(Effective it) {
        var longest = it.longest();
        return it.retention()
                .filter(kept -> longest.compareTo(kept) > 0)
                .map(kept ->
                        it.breach(
                                "%s tries an event for up to %s, and the log of %s keeps it for %s"
                                        .formatted(
                                                it.link().ref(),
                                                Spoken.of(longest),
                                                it.link().hub(),
                                                Spoken.of(kept)),
                                "lower retry, backoffDelay or timeout, or back off linearly"));
    }

    private static Optional<Breach> blocking(Effective it) {
        var longest = it.longest();
        return it.isOrdered() && longest.compareTo(STANDSTILL) > 0
                ? Optional.of(
                        it.breach(
                                "%s holds its partition for up to %s when an event fails"
                                        .formatted(it.link().ref(), Spoken.of(longest)),
                                "lower retry, backoffDelay or the timeouts so that it comes to less than an hour: dead letters can be redriven"))
                : Optional.empty();
    }
}
