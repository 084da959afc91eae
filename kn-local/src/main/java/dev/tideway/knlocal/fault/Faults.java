package dev.tideway.knlocal.fault;

import dev.tideway.knlocal.manifest.Key;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The faults that are set: in memory only, gone with the runner. Safe for any thread; on the event path it costs one
/// volatile read while there are none.
public final class Faults {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile List<Rule> rules = List.of();
    private int last;

    /// From now on, until it is over or cleared.
    public StandingFault add(Key function, Fault fault) {
        lock.lock();
        try {
            var rule = new Rule(++last, function, fault);
            rules = Stream.concat(rules.stream(), Stream.of(rule)).toList();
            return rule.standing();
        } finally {
            lock.unlock();
        }
    }

    /// In the order in which they were set.
    public List<StandingFault> all() {
        return rules.stream().map(Rule::standing).toList();
    }

    /// How many that were.
    public int clear() {
        return remove(_ -> true);
    }

    /// How many that were.
    public int clear(Key function) {
        return remove(rule -> rule.function().equals(function));
    }

    /// False when there is none of that number.
    public boolean clear(int number) {
        return remove(rule -> rule.number() == number) > 0;
    }

    private int remove(Predicate<Rule> gone) {
        lock.lock();
        try {
            var before = rules.size();
            rules = rules.stream().filter(gone.negate()).toList();
            return before - rules.size();
        } finally {
            lock.unlock();
        }
    }

    /// What happens to an attempt to deliver an event of that type: one thing at most, that of the fault set first.
    public Optional<Fault.Kind> strike(Key function, String type) {
        return first(function, type, rule -> !(rule.kind() instanceof Fault.Kind.Duplicate));
    }

    /// Whether an event of that type that the function has handled comes once more.
    public boolean duplicates(Key function, String type) {
        return first(function, type, rule -> rule.kind() instanceof Fault.Kind.Duplicate)
                .isPresent();
    }

    private Optional<Fault.Kind> first(Key function, String type, Predicate<Rule> meant) {
        for (var rule : rules) {
            if (rule.function().equals(function) && meant.test(rule) && rule.strikes(type)) {
                if (rule.isOver()) {
                    remove(rule::equals);
                }
                return Optional.of(rule.kind());
            }
        }
        return Optional.empty();
    }
}
