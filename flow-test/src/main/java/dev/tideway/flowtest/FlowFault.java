package dev.tideway.flowtest;

import dev.tideway.knlocal.fault.Fault;
import dev.tideway.knlocal.fault.Fault.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// What is to go wrong on purpose with events that a function gets, until the test ends: each time, unless [#times] says how often.
public final class FlowFault {
    private final String function;
    private final Kind kind;
    private final OptionalInt times;
    private final Optional<String> type;

    private FlowFault(String function, Kind kind, OptionalInt times, Optional<String> type) {
        this.function = function;
        this.kind = kind;
        this.times = times;
        this.type = type;
    }

    /// Something is to go wrong with that function.
    public static Function function(String name) {
        return new Function(name);
    }

    /// Of which function; which fault is still to be said.
    public static final class Function {
        private final String name;

        private Function(String name) {
            this.name = name;
        }

        /// It is not even asked: that status is its answer.
        public FlowFault fail(int status) {
            return with(new Kind.Fail(status));
        }

        /// It takes so much longer.
        public FlowFault delay(Duration by) {
            return with(new Kind.Delay(by));
        }

        /// It is killed, as by `kill -9`, once it has been sent the event.
        public FlowFault crash() {
            return with(new Kind.Crash());
        }

        /// It gets what it has handled once more.
        public FlowFault duplicate() {
            return with(new Kind.Duplicate());
        }

        /// It does its work, and its answer is lost.
        public FlowFault dropReply() {
            return with(new Kind.DropReply());
        }

        private FlowFault with(Kind kind) {
            return new FlowFault(name, kind, OptionalInt.empty(), Optional.empty());
        }
    }

    /// After so many times it is over.
    public FlowFault times(int count) {
        return new FlowFault(function, kind, OptionalInt.of(count), type);
    }

    /// Only with events of that type.
    public FlowFault on(String eventType) {
        return new FlowFault(function, kind, times, Optional.of(eventType));
    }

    String function() {
        return function;
    }

    Fault fault() {
        return new Fault(kind, 100, times, type, 0);
    }

    @Override
    public String toString() {
        return function + " " + fault().words();
    }
}
