package dev.tideway.knlocal.activator;

import dev.tideway.knlocal.function.StartFailure;
import dev.tideway.knlocal.manifest.Key;
import java.time.Duration;

/// Why a request gets no instance, with the status that Knative's activator answers in that case.
public sealed interface Refusal {
    int status();

    /// One line; [CannotStart] adds the last lines of the function's log below it.
    String reason();

    record QueueFull(Key function, int limit) implements Refusal {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public String reason() {
            return "pending request queue full: %d requests wait for function %s already"
                    .formatted(limit, function);
        }
    }

    record TimedOut(Key function, Duration waited) implements Refusal {
        @Override
        public int status() {
            return 504;
        }

        @Override
        public String reason() {
            return "activator request timeout: function %s had no room for %s s"
                    .formatted(function, waited.toMillis() / 1000.0);
        }
    }

    record CannotStart(Key function, StartFailure failure) implements Refusal {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public String reason() {
            return failure.text();
        }
    }

    record Unknown(Key function) implements Refusal {
        @Override
        public int status() {
            return 404;
        }

        @Override
        public String reason() {
            return "there is no function " + function;
        }
    }

    /// As a Route that names a revision which is not there.
    record RevisionMissing(Key function, String revision) implements Refusal {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public String reason() {
            return "revision %s of function %s is not there any more".formatted(revision, function);
        }
    }

    record Closed(Key function) implements Refusal {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public String reason() {
            return "function " + function + " is shutting down with the runner";
        }
    }
}
