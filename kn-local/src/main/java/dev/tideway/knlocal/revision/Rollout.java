package dev.tideway.knlocal.revision;

import dev.tideway.knlocal.function.History;
import dev.tideway.knlocal.function.Kept;
import dev.tideway.knlocal.function.StartFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a function from one build to the next: a new revision is made and started; once it is ready, requests go to it, at
/// once or bit by bit (`rollout-duration`), and the one before ends what it has. One that does not start changes nothing.
final class Rollout {
    private static final Logger LOG = LoggerFactory.getLogger(Rollout.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final int STARTS = 3;

    private final Service service;

    /// How one ended.
    enum Outcome {
        /// Requests go to the new revision.
        DONE,
        /// The build cannot be used, and is not tried again.
        REFUSED,
        /// The build was still being written.
        NOT_YET
    }

    Rollout(Service service) {
        this.service = service;
    }

    Outcome run() throws InterruptedException, IOException {
        return switch (service.history().next()) {
            case History.Made.NotYet() -> Outcome.NOT_YET;
            case History.Made.Refused(var why, _) -> {
                LOG.warn(why);
                yield Outcome.REFUSED;
            }
            case History.Made.Revision(var kept) -> run(kept);
        };
    }

    private Outcome run(Kept kept) throws InterruptedException, IOException {
        var before = service.latest();
        LOG.info(
                "function {} was built anew: revision {} starts, {} takes the requests until it is ready",
                service.spec().key(),
                kept.name(),
                before.name());
        var next = service.opened(kept);
        next.prove();
        var failure = failure(next, kept);
        if (failure.isEmpty()) {
            service.moveTo(next);
            LOG.info("revision {} is ready and takes {}", kept.name(), share(before));
            return Outcome.DONE;
        }
        LOG.warn(
                "revision {} is not used, {} keeps taking the requests: {}",
                kept.name(),
                before.name(),
                failure.get().text());
        next.close();
        service.dropped(next);
        service.history().forget(kept);
        return Outcome.REFUSED;
    }

    private String share(Revision before) {
        var seconds = service.spec().routing().rollout().map(Duration::toSeconds).orElse(0L);
        if (service.untilStep().isPresent()) {
            return "1 % of the requests, all within about " + seconds + " s";
        }
        return seconds == 0 || before.supply().isKept()
                ? "the requests"
                : "the requests at once, not within %d s: kn-local has no copy of what %s was started from"
                        .formatted(seconds, before.name());
    }

    /// Waits until it is ready, or will not be.
    private Optional<StartFailure> failure(Revision next, Kept kept) throws InterruptedException {
        var deadline = System.nanoTime() + service.spec().timeouts().progress().toNanos();
        var failures = 0;
        var last = Optional.<StartFailure>empty();
        while (!next.isUp()) {
            var now = next.failure();
            if (now.isPresent() && !now.equals(last)) {
                failures++;
                last = now;
            }
            if (failures >= STARTS || System.nanoTime() > deadline) {
                return last.or(() -> Optional.of(StartFailure.of("it does not get ready")));
            }
            if (!service.history().buildKey().equals(kept.build())) {
                return Optional.of(StartFailure.of("it was built anew meanwhile"));
            }
            service.step();
            Thread.sleep(LOOK_EVERY);
        }
        return Optional.empty();
    }
}
