package dev.tideway.salesfacts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An answer to a question, before it is JSON or CSV.
///
/// @param more whether there are more rows than were asked for
record Rows(List<String> columns, List<List<@Nullable Object>> rows, boolean more) {

    /// Each row as an object.
    List<Map<String, @Nullable Object>> objects() {
        var objects = new ArrayList<Map<String, @Nullable Object>>();
        for (var row : rows) {
            var object = new LinkedHashMap<String, @Nullable Object>();
            for (int i = 0; i < row.size(); i++) {
                object.put(columns.get(i), row.get(i));
            }
            objects.add(object);
        }
        return objects;
    }

    /// RFC 4180, with a header line; null is an empty field.
    String csv() {
        var text = new StringBuilder(csv(columns));
        rows.forEach(row -> text.append(csv(row)));
        return text.toString();
    }

    private static String csv(List<? extends @Nullable Object> fields) {
        return fields.stream().map(Rows::field).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String field(@Nullable Object value) {
        var text = value == null ? "" : value.toString();
        return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
