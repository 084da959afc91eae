package dev.tideway.knlocal.journey;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says in the runner's log where each event went, in one line a step. What went well is said for the
/// first few events of each second only, so that a burst does not drown in its own log, as is that data
/// do not keep their schema; what else went wrong is always said. Never the data.
public final class JourneyLog implements Journey {
    private static final Logger LOG = LoggerFactory.getLogger("journey");

    private final FewEachSecond good;
    private final FewEachSecond violations;

    public JourneyLog(InstantSource clock) {
        good =
                new FewEachSecond(
                        clock,
                        more -> LOG.info("…          and {} more steps that went well", more));
        violations =
                new FewEachSecond(
                        clock,
                        more -> LOG.warn("…          and {} more against their schema", more));
    }

    @Override
    public void record(Step step) {
        switch (step) {
            case Step.Accepted it -> {
                if (LOG.isInfoEnabled() && good.mayTell()) {
                    LOG.info(
                            "accepted   {} -> {}, partition {} offset {}",
                            it.event(),
                            it.ingress(),
                            it.partition(),
                            it.offset());
                }
            }
            case Step.Delivered it -> {
                if (LOG.isInfoEnabled() && good.mayTell()) {
                    LOG.info(
                            "delivered  {} -> {} in {}{}{}",
                            it.event(),
                            it.egress(),
                            millis(it.took()),
                            it.attempt() > 1 ? " at attempt " + it.attempt() : "",
                            it.reply().map(reply -> ", it answered " + reply.type()).orElse(""));
                }
            }
            case Step.Held it -> {
                if (LOG.isInfoEnabled() && good.mayTell()) {
                    LOG.info(
                            "held       {} for {}, {} until {}",
                            it.event(),
                            it.egress(),
                            millis(it.waited()),
                            it.asleep()
                                    ? it.function() + " had started"
                                    : it.function() + " had room");
                }
            }
            case Step.Refused it ->
                    LOG.warn("refused    POST {} with {}: {}", it.path(), it.status(), it.why());
            case Step.Violated it -> {
                // Of a sender who does not know better it may be every event. Of one that is
                // refused the next step tells.
                if (!it.refused() && violations.mayTell()) {
                    LOG.warn("violated   {} -> {}: {}", it.event(), it.ingress(), it.why());
                }
            }
            case Step.Retrying it ->
                    LOG.warn(
                            "retrying   {} -> {} in {}, attempt {} failed: {}",
                            it.event(),
                            it.egress(),
                            millis(it.delay()),
                            it.attempt(),
                            it.why());
            case Step.Disturbed it ->
                    LOG.warn("disturbed  {} -> {}: {}", it.event(), it.egress(), it.why());
            case Step.DeadLettered it ->
                    LOG.warn(
                            "dead letter {} of {} -> {}: {}",
                            it.event(),
                            it.egress(),
                            it.sink(),
                            it.why());
            case Step.Lost it ->
                    LOG.error("lost       {} of {}: {}", it.event(), it.egress(), it.why());
            case Step.Replayed it -> record(it.step());
        }
    }

    private static String millis(Duration duration) {
        return duration.toMillis() < 10
                ? String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6)
                : duration.toMillis() + " ms";
    }
}
