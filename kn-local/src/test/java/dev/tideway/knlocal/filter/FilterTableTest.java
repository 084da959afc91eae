package dev.tideway.knlocal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.event.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Runs the tables in src/test/resources/filter.
class FilterTableTest {
    @TestFactory
    Stream<DynamicTest> dialects() {
        return table("dialects.yaml");
    }

    @TestFactory
    Stream<DynamicTest> broker_classes() {
        return table("broker-classes.yaml");
    }

    private static Stream<DynamicTest> table(String name) {
        var yaml = FilterTableTest.class.getResourceAsStream("/filter/" + name);
        var table = map(new Load(LoadSettings.builder().build()).loadFromInputStream(yaml));
        var attributes = new LinkedHashMap<>(strings(field(table, "event")));
        attributes.put("specversion", "1.0");
        var event = Event.of(attributes, null);
        return list(field(table, "cases")).stream()
                .flatMap(FilterTableTest::perReading)
                .map(row -> DynamicTest.dynamicTest(title(row), () -> check(row, event)));
    }

    /// A case that names no reading holds for both.
    private static Stream<Map<String, Object>> perReading(Object row) {
        var given = map(row);
        if (given.containsKey("reading")) {
            return Stream.of(given);
        }
        return Stream.of(Reading.values())
                .map(reading -> {
                    var full = new LinkedHashMap<>(given);
                    full.put("reading", reading.name());
                    return full;
                });
    }

    private static String title(Map<String, Object> row) {
        return row.get("reading") + ": " + row.get("it");
    }

    private static void check(Map<String, Object> row, Event event) {
        var filter =
                filter(map(field(row, "filter")), Reading.valueOf((String) field(row, "reading")));
        assertThat(filter.matches(event)).isEqualTo(row.get("matches"));
        if (row.containsKey("why")) {
            assertThat(filter.whyNot(event)).isEqualTo(row.get("why"));
        }
    }

    private static Filter filter(Map<String, Object> spec, Reading reading) {
        if (spec.isEmpty()) {
            return new Filter.Everything();
        }
        var dialect = spec.entrySet().iterator().next();
        var value = dialect.getValue();
        return switch (dialect.getKey()) {
            case "attributes" -> Filter.Attributes.of(strings(value), reading);
            case "exact" -> Filter.Exact.of(strings(value), reading);
            case "prefix" -> Filter.Prefix.of(strings(value), reading);
            case "suffix" -> Filter.Suffix.of(strings(value), reading);
            case "all" -> Filter.All.of(filters(value, reading));
            case "any" -> Filter.Any.of(filters(value, reading));
            case "not" -> new Filter.Not(filter(map(value), reading));
            case "cesql" -> new Filter.Sql(Cesql.parse((String) value));
            default -> throw new AssertionError("no such dialect: " + dialect.getKey());
        };
    }

    private static Object field(Map<String, Object> row, String name) {
        return Objects.requireNonNull(row.get(name), name);
    }

    private static List<Filter> filters(Object value, Reading reading) {
        return list(value).stream().map(item -> filter(map(item), reading)).toList();
    }

    private static Map<String, String> strings(Object value) {
        var strings = new LinkedHashMap<String, String>();
        map(value).forEach((key, text) -> strings.put(key, (String) text));
        return strings;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static List<?> list(Object value) {
        return (List<?>) value;
    }
}
