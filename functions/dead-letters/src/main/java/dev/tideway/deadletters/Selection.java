package dev.tideway.deadletters;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which letters are meant: those for which all of it is true.
final class Selection {
    /// What may be asked for: words of the reason, the type, words of the destination, from when on and until when it came last.
    static final Set<String> FIELDS = Set.of("reason", "type", "destination", "from", "to");

    private static final String NONE = "";

    /// SQL with one place for a value each, and the value.
    private final Map<String, Object> conditions = new LinkedHashMap<>();

    /// @param fields their values by name, null or empty where nothing is asked for
    /// @throws IllegalArgumentException when one is wrong, with a line for whoever asked
    static Selection of(Function<String, @Nullable String> fields) {
        var selection = new Selection();
        selection.add("strpos(lower(reason), lower(?)) > 0", fields.apply("reason"));
        selection.add("event_type = ?", fields.apply("type"));
        selection.add("strpos(destination, ?) > 0", fields.apply("destination"));
        selection.addTime("last_at >= ?", "from", fields.apply("from"));
        selection.addTime("last_at < ?", "to", fields.apply("to"));
        return selection;
    }

    Selection in(State state) {
        add("state = ?", state.word());
        return this;
    }

    boolean isEmpty() {
        return conditions.isEmpty();
    }

    private void add(String condition, @Nullable String value) {
        if (value != null && !value.equals(NONE)) {
            // PostgreSQL has no such character, so nothing holds it.
            conditions.put(condition, value.replace('\0', '\uFFFD'));
        }
    }

    private void addTime(String condition, String name, @Nullable String value) {
        if (value == null || value.equals(NONE)) {
            return;
        }
        try {
            conditions.put(condition, Instant.parse(value).atOffset(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "%s is no time such as 2026-03-02T09:30:00Z: %s".formatted(name, value), e);
        }
    }

    /// For behind a `where`.
    String sql() {
        return conditions.isEmpty() ? "true" : String.join(" and ", conditions.keySet());
    }

    /// Sets its values, and says which place is the next.
    int fill(PreparedStatement statement) throws SQLException {
        int next = 1;
        for (var value : conditions.values()) {
            statement.setObject(next++, value);
        }
        return next;
    }
}
