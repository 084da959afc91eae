package dev.tideway.knlocal.revision;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for new builds, a thread per function, and moves on what is being rolled out. A build is taken for complete when it has not changed between two looks.
public final class BuildWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BuildWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final List<Thread> threads;

    private BuildWatch(List<Thread> threads) {
        this.threads = threads;
    }

    /// Does not block.
    public static BuildWatch over(Collection<Service> services) {
        return new BuildWatch(services.stream().map(BuildWatch::watching).toList());
    }

    private static Thread watching(Service service) {
        return Thread.ofVirtual()
                .name("build-watch-" + service.spec().key().name())
                .start(() -> new Looking(service).run());
    }

    /// A rollout under way is left where it is.
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class Looking {
        private final Service service;
        private String seen = "";
        private String settled = "";

        Looking(Service service) {
            this.service = service;
        }

        void run() {
            try {
                service.prune();
                while (true) {
                    look();
                    pause();
                }
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }

        /// Until it is time to look again.
        private void pause() throws InterruptedException {
            var end = System.nanoTime() + LOOK_EVERY.toNanos();
            for (var left = LOOK_EVERY;
                    left.isPositive();
                    left = Duration.ofNanos(end - System.nanoTime())) {
                var rest = left;
                Thread.sleep(service.untilStep().filter(it -> it.compareTo(rest) < 0).orElse(rest));
                service.step();
            }
        }

        private void look() throws InterruptedException {
            var now = service.history().buildKey();
            var isStable = now.equals(seen);
            seen = now;
            if (now.isEmpty() || !isStable || now.equals(settled)) {
                return;
            }
            try {
                if (now.equals(service.latestBuild())) {
                    service.prepare();
                    settled = now;
                } else if (new Rollout(service).run() != Rollout.Outcome.NOT_YET) {
                    settled = now;
                }
            } catch (IOException e) {
                settled = now;
                LOG.error("function {} cannot roll out its new build", service.spec().key(), e);
            }
        }
    }
}
