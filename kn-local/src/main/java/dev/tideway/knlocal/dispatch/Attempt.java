package dev.tideway.knlocal.dispatch;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Set;

/// What one request to a subscriber came to.
sealed interface Attempt {
    /// It answered. The body may be empty, never absent.
    record Answered(int status, MultiMap headers, Buffer body) implements Attempt {
        private static final Set<Integer> RETRIED_BELOW_500 = Set.of(404, 408, 409, 429);

        boolean succeeded() {
            return status >= 200 && status < 300;
        }

        /// The statuses that both broker classes try again; every other failure is final.
        boolean retryable() {
            return status >= 500 || RETRIED_BELOW_500.contains(status);
        }
    }

    /// It did not: refused, reset, timed out. Always worth another try.
    record Unreachable(String why) implements Attempt {}
}
