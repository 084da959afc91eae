package dev.tideway.knlocal.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// A sentence that is not tried by the chapter it belongs to.
///
/// @param test the tests that hold the same, with blanks between; empty if none
/// @param note how exactly it is the same; may be empty
/// @param here what kn-local does instead; empty if nothing
/// @param why it differs, or is not applicable
record Elsewhere(String knative, String test, String note, String here, String why) {
    private static final List<String> KEYS = List.of("knative", "test", "note", "here", "why");

    /// By the chapter's number.
    static Map<Integer, List<Elsewhere>> all() {
        try (var yaml = Elsewhere.class.getResourceAsStream("/conformance/elsewhere.yaml")) {
            var chapters =
                    (Map<?, ?>)
                            new Load(LoadSettings.builder().build())
                                    .loadFromInputStream(Objects.requireNonNull(yaml));
            var all = new LinkedHashMap<Integer, List<Elsewhere>>();
            chapters.forEach((number, rows) ->
                    all.put(
                            (Integer) number,
                            ((List<?>) rows).stream().map(row -> of((Map<?, ?>) row)).toList()));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Elsewhere of(Map<?, ?> row) {
        if (!KEYS.containsAll(row.keySet())) {
            throw new IllegalArgumentException("no such keys: " + row.keySet());
        }
        return new Elsewhere(
                text(row, "knative"),
                text(row, "test"),
                text(row, "note"),
                text(row, "here"),
                text(row, "why"));
    }

    private static String text(Map<?, ?> row, String key) {
        return Objects.toString(row.get(key), "");
    }

    boolean isSound() {
        return !knative.isEmpty()
                && (test.isEmpty()
                        ? note.isEmpty() && !why.isEmpty()
                        : here.isEmpty() && why.isEmpty());
    }
}
