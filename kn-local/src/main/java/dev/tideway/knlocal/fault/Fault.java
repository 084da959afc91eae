package dev.tideway.knlocal.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/// What is to go wrong with deliveries to a function. Numbers that are out of range are an IllegalArgumentException, with a
/// message for people.
///
/// @param percent of the attempts that it strikes
/// @param count after so many it is over; empty: it goes on until it is cleared
/// @param type only events of this type; empty: any
/// @param seed the same seed strikes the same attempts, counted from when the fault was set
public record Fault(Kind kind, int percent, OptionalInt count, Optional<String> type, long seed) {
    private static final Duration LONGEST = Duration.ofHours(1);

    /// One thing that can go wrong.
    public sealed interface Kind {
        /// The function is not even asked: this is its answer.
        record Fail(int status) implements Kind {
            /// What an overloaded function answers.
            public static final Fail USUAL = new Fail(503);

            public Fail {
                require(
                        status >= 300 && status <= 599,
                        "the status is " + status + ", not 300 to 599");
            }
        }

        /// The function is so much slower, in the time and the room that it has.
        record Delay(Duration by) implements Kind {
            public Delay {
                require(
                        by.isPositive() && by.compareTo(LONGEST) <= 0,
                        "the delay is " + by.toMillis() + " ms, not 1 ms to 1 h");
            }
        }

        /// The instance that has just been sent the event is killed, as by `kill -9`.
        record Crash() implements Kind {}

        /// What the function has handled comes once more.
        record Duplicate() implements Kind {}

        /// The function does its work, and its answer is lost.
        record DropReply() implements Kind {}

        /// What the function does, for people.
        default String words() {
            return switch (this) {
                case Fail(var status) -> "answers " + status;
                case Delay(var by) -> "takes " + by.toMillis() + " ms longer";
                case Crash() -> "is killed";
                case Duplicate() -> "gets an event twice";
                case DropReply() -> "loses its answer";
            };
        }
    }

    /// Small enough to be typed again.
    public static long anySeed() {
        return ThreadLocalRandom.current().nextInt(1_000_000);
    }

    public Fault {
        require(percent >= 1 && percent <= 100, percent + " % is not 1 % to 100 %");
        count.ifPresent(it -> require(it >= 1, "the count is " + it + ", not 1 or more"));
    }

    private static void require(boolean is, String otherwise) {
        if (!is) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /// What the function does, and when, for people.
    public String words() {
        return kind.words()
                + (percent < 100 ? ", " + percent + " % of the time" : "")
                + type.map(it -> ", with events of type " + it).orElse("");
    }
}
