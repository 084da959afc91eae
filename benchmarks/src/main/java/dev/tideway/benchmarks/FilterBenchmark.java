package dev.tideway.benchmarks;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.filter.Cesql;
import dev.tideway.knlocal.filter.Filter;
import dev.tideway.knlocal.filter.Reading;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// A filter of each dialect, asked about an event that it matches.
@State(Scope.Thread)
public class FilterBenchmark {
    private final Event event = Samples.event();
    private final Filter attributes =
            Filter.Attributes.of(Map.of("type", Samples.TYPE), Reading.KAFKA);
    private final Filter exact = exact("type", Samples.TYPE);
    private final Filter prefix = Filter.Prefix.of(Map.of("type", "dev.tideway."), Reading.KAFKA);
    private final Filter suffix = Filter.Suffix.of(Map.of("type", ".v1"), Reading.KAFKA);
    private final Filter all =
            Filter.All.of(List.of(exact, exact("source", "/orders"), exact("subject", "o-1001")));
    private final Filter any =
            Filter.Any.of(List.of(exact("type", "a"), exact("type", "b"), exact));
    private final Filter not = new Filter.Not(exact("type", "a"));
    private final Filter absent = exact("colour", "red");
    private final Filter sql = sql("type = '" + Samples.TYPE + "'");
    private final Filter sqlOfThree =
            sql("type = '" + Samples.TYPE + "' AND subject LIKE 'o-%' AND EXISTS correlationid");
    private final Filter sqlAbsent = sql("colour = 'red'");

    private static Filter exact(String attribute, String value) {
        return Filter.Exact.of(Map.of(attribute, value), Reading.KAFKA);
    }

    private static Filter sql(String text) {
        return new Filter.Sql(Cesql.parse(text));
    }

    @Benchmark
    public boolean attributes() {
        return attributes.matches(event);
    }

    @Benchmark
    public boolean exact() {
        return exact.matches(event);
    }

    @Benchmark
    public boolean prefix() {
        return prefix.matches(event);
    }

    @Benchmark
    public boolean suffix() {
        return suffix.matches(event);
    }

    @Benchmark
    public boolean all() {
        return all.matches(event);
    }

    @Benchmark
    public boolean any() {
        return any.matches(event);
    }

    @Benchmark
    public boolean not() {
        return not.matches(event);
    }

    @Benchmark
    public boolean exactOfAbsent() {
        return absent.matches(event);
    }

    @Benchmark
    public boolean cesql() {
        return sql.matches(event);
    }

    @Benchmark
    public boolean cesqlOfThree() {
        return sqlOfThree.matches(event);
    }

    @Benchmark
    public boolean cesqlOfAbsent() {
        return sqlAbsent.matches(event);
    }
}
