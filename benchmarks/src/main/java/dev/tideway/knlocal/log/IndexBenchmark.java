package dev.tideway.knlocal.log;

import dev.tideway.benchmarks.Samples;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.filter.Filter;
import dev.tideway.knlocal.filter.Reading;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/// Which of so many triggers, each with a type of its own, want an event; one does.
@State(Scope.Thread)
public class IndexBenchmark {
    @Param({"10", "100", "1000"})
    public int triggers;

    private final Event event = Samples.event();
    private SubscriptionIndex index = new SubscriptionIndex(List.of());

    @Setup
    public void fill() {
        index = new SubscriptionIndex(IntStream.range(0, triggers).mapToObj(this::one).toList());
    }

    private Subscription one(int i) {
        var type = i == 0 ? Samples.TYPE : "dev.tideway.other" + i;
        var filter = Filter.Exact.of(Map.of("type", type), Reading.KAFKA);
        return new Subscription(
                new Feed.Wanted("t" + i, filter::matches, filter.requirements(), new Nowhere()),
                new long[1]);
    }

    private record Nowhere() implements Intake {
        @Override
        public boolean hasRoom(int partition) {
            return true;
        }

        @Override
        public void take(Taken taken) {
            taken.finish();
        }
    }

    @Benchmark
    public void index(Blackhole hole) {
        index.candidates(event, hole::consume);
    }
}
