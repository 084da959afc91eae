package dev.tideway.knlocal.filter;

import dev.tideway.knlocal.event.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whether a trigger wants an event. Pure: no I/O, no state, no exception.
public sealed interface Filter {
    Verdict verdict(Event event);

    default boolean matches(Event event) {
        return verdict(event) == Verdict.MATCH;
    }

    /// Why an event did not match, in words for people; not for the hot path.
    default String whyNot(Event event) {
        return Explanation.of(this, event);
    }

    /// By attribute, values of which an event must have one for this filter to match it; what else it must have is not
    /// in here.
    default Map<String, Set<String>> requirements() {
        return Requirements.of(this);
    }

    /// The only event types this filter can match, or empty when it may match any.
    default Optional<Set<String>> types() {
        return Optional.ofNullable(requirements().get("type"));
    }

    /// No filter at all, or an empty one.
    record Everything() implements Filter {
        @Override
        public Verdict verdict(Event event) {
            return Verdict.MATCH;
        }
    }

    /// `spec.filter.attributes`; an empty value (kept for class MTChannelBasedBroker only) wants any value but none.
    record Attributes(List<Wanted> wanted) implements Filter {
        public static Filter of(Map<String, String> entries, Reading reading) {
            var wanted = Wanted.all(entries, reading);
            return wanted.isEmpty() ? new Everything() : new Attributes(wanted);
        }

        @Override
        public Verdict verdict(Event event) {
            for (var entry : wanted) {
                var value = entry.in(event);
                if (value == null
                        || !(entry.value().isEmpty()
                                ? !value.isEmpty()
                                : value.equals(entry.value()))) {
                    return Verdict.NO_MATCH;
                }
            }
            return Verdict.MATCH;
        }
    }

    /// Every attribute equals its value.
    record Exact(List<Wanted> wanted) implements Filter {
        public static Filter of(Map<String, String> entries, Reading reading) {
            return isVoid(entries, reading)
                    ? new Everything()
                    : new Exact(Wanted.all(entries, reading));
        }

        @Override
        public Verdict verdict(Event event) {
            for (var entry : wanted) {
                if (!entry.value().equals(entry.in(event))) {
                    return Verdict.NO_MATCH;
                }
            }
            return Verdict.MATCH;
        }
    }

    /// Every attribute starts with its value.
    record Prefix(List<Wanted> wanted) implements Filter {
        public static Filter of(Map<String, String> entries, Reading reading) {
            return isVoid(entries, reading)
                    ? new Everything()
                    : new Prefix(Wanted.all(entries, reading));
        }

        @Override
        public Verdict verdict(Event event) {
            for (var entry : wanted) {
                var value = entry.in(event);
                if (value == null) {
                    return entry.absent();
                }
                if (!value.startsWith(entry.value())) {
                    return Verdict.NO_MATCH;
                }
            }
            return Verdict.MATCH;
        }
    }

    /// Every attribute ends with its value.
    record Suffix(List<Wanted> wanted) implements Filter {
        public static Filter of(Map<String, String> entries, Reading reading) {
            return isVoid(entries, reading)
                    ? new Everything()
                    : new Suffix(Wanted.all(entries, reading));
        }

        @Override
        public Verdict verdict(Event event) {
            for (var entry : wanted) {
                var value = entry.in(event);
                if (value == null) {
                    return entry.absent();
                }
                if (!value.endsWith(entry.value())) {
                    return Verdict.NO_MATCH;
                }
            }
            return Verdict.MATCH;
        }
    }

    /// And, in order, until one says no.
    record All(List<Filter> filters) implements Filter {
        public static Filter of(List<Filter> filters) {
            return filters.size() == 1 ? filters.getFirst() : new All(List.copyOf(filters));
        }

        @Override
        public Verdict verdict(Event event) {
            for (var filter : filters) {
                var verdict = filter.verdict(event);
                if (verdict != Verdict.MATCH) {
                    return verdict;
                }
            }
            return Verdict.MATCH;
        }
    }

    /// Or, in order, until one says yes.
    record Any(List<Filter> filters) implements Filter {
        public static Filter of(List<Filter> filters) {
            return filters.size() == 1 ? filters.getFirst() : new Any(List.copyOf(filters));
        }

        @Override
        public Verdict verdict(Event event) {
            for (var filter : filters) {
                var verdict = filter.verdict(event);
                if (verdict != Verdict.NO_MATCH) {
                    return verdict;
                }
            }
            return Verdict.NO_MATCH;
        }
    }

    /// The opposite.
    record Not(Filter filter) implements Filter {
        @Override
        public Verdict verdict(Event event) {
            return switch (filter.verdict(event)) {
                case MATCH -> Verdict.NO_MATCH;
                case NO_MATCH -> Verdict.MATCH;
                case DISCARDED -> Verdict.DISCARDED;
            };
        }
    }

    /// A CloudEvents SQL expression; one that fails is false.
    record Sql(Cesql expression) implements Filter {
        @Override
        public Verdict verdict(Event event) {
            return Verdict.of(expression.isTrue(event));
        }
    }

    private static boolean isVoid(Map<String, String> entries, Reading reading) {
        return entries.isEmpty()
                || (reading == Reading.CHANNEL_BASED && entries.containsValue(""))
                || entries.values().stream().allMatch(String::isEmpty);
    }
}
