package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.domain.Link;
import dev.tideway.knlocal.manifest.Broker;
import dev.tideway.knlocal.manifest.Channel;
import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.manifest.Delivery;
import dev.tideway.knlocal.manifest.Delivery.BackoffPolicy;
import dev.tideway.knlocal.manifest.Subscription;
import dev.tideway.knlocal.manifest.Topic;
import dev.tideway.knlocal.manifest.Trigger;
import java.time.Duration;
import java.util.Optional;

/// How a link delivers, its broker's or channel's part included.
///
/// @param topic of what is kept in Kafka
/// @param isOrdered whether one event at a time is in work of a partition
record Effective(
        Link link,
        Optional<DomainFunction> function,
        Delivery delivery,
        DataPlane plane,
        Optional<Topic> topic,
        boolean isOrdered) {
    private static final Duration ATTEMPT = Duration.ofMinutes(10);
    private static final Duration RETENTION = Duration.ofDays(7);
    private static final Duration DELAY = Duration.ofMillis(200);
    private static final double LONGEST_SECONDS = Duration.ofDays(36_500).toSeconds();

    /// Empty when what it hangs on is not there, which is said elsewhere.
    static Optional<Effective> of(Domain domain, Link link) {
        var resources = domain.resources();
        var function =
                link.function().flatMap(it -> Optional.ofNullable(domain.functions().get(it)));
        if (link.hub().kind().equals(Broker.KIND)) {
            var broker = Optional.ofNullable(resources.brokers().get(link.hub().key()));
            var trigger = Optional.ofNullable(resources.triggers().get(link.ref().key()));
            return broker.flatMap(it -> trigger.map(of -> of(link, function, of, it)));
        }
        var channel = Optional.ofNullable(resources.channels().get(link.hub().key()));
        var subscription = Optional.ofNullable(resources.subscriptions().get(link.ref().key()));
        return channel.flatMap(it -> subscription.map(of -> of(link, function, of, it)));
    }

    private static Effective of(
            Link link, Optional<DomainFunction> function, Trigger trigger, Broker broker) {
        return new Effective(
                link,
                function,
                broker.delivery(trigger),
                broker.brokerClass().dataPlane(),
                broker.topic(),
                broker.topic().isPresent() && trigger.order() == Trigger.Order.ORDERED);
    }

    private static Effective of(
            Link link,
            Optional<DomainFunction> function,
            Subscription subscription,
            Channel channel) {
        return new Effective(
                link,
                function,
                channel.delivery(subscription),
                channel.type().dataPlane(),
                channel.topic(),
                channel.topic().isPresent() && channel.type().order() == Trigger.Order.ORDERED);
    }

    String subscriber() {
        return function.map(DomainFunction::name).orElse("its subscriber");
    }

    Breach breach(String what, String mend) {
        return new Breach(link.place(), link.ref().toString(), what, mend);
    }

    /// How long its log keeps an event; empty when there is no log, or one that forgets nothing.
    Optional<Duration> retention() {
        return topic.map(it -> it.config().get("retention.ms"))
                .map(it ->
                        it.matches("\\d{1,15}")
                                ? Duration.ofMillis(Long.parseLong(it))
                                : Duration.ZERO)
                .or(() -> topic.map(_ -> RETENTION))
                .filter(Duration::isPositive);
    }

    /// An event's whole time when every attempt takes as long as it may.
    Duration longest() {
        int retries = delivery.retry().orElse(0);
        var attempt = delivery.timeout().orElse(ATTEMPT);
        var work = function.map(it -> it.spec().timeout()).orElse(attempt);
        var each = attempt.compareTo(work) < 0 ? attempt : work;
        var seconds = (retries + 1.0) * each.toMillis() / 1000 + backoffs(retries);
        return Duration.ofSeconds((long) Math.min(seconds, LONGEST_SECONDS));
    }

    /// Retry n waits delay * n or delay * 2^n; n counts from 1 on Kafka, and from 0 in memory.
    private double backoffs(double retries) {
        var known = plane == DataPlane.KAFKA || delivery.backoffPolicy().isPresent();
        var usual = plane == DataPlane.KAFKA ? DELAY : Duration.ZERO;
        var delay = known ? delivery.backoffDelay().orElse(usual).toMillis() / 1000.0 : 0;
        int first = plane == DataPlane.KAFKA ? 1 : 0;
        return switch (delivery.backoffPolicy().orElse(BackoffPolicy.EXPONENTIAL)) {
            case LINEAR -> delay * retries * (retries - 1 + 2 * first) / 2;
            case EXPONENTIAL -> delay * (Math.pow(2, Math.min(retries, 60)) - 1) * (1 << first);
        };
    }
}
