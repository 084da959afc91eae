package dev.tideway.forecastsimulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.forecastsimulate.Slice.LeadTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SlicingTest {
    static final int RUNS = 400;

    private static Slice slice(long seed, String sku, double daily, double sd) {
        return new Slice("f", 1, sku, seed, daily, new LeadTime(3, sd), 0, RUNS);
    }

    @Property(tries = 200)
    void however_the_runs_are_sliced_and_in_whatever_order_the_sum_is_the_same(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0.1, max = 30) double daily,
            @ForAll @DoubleRange(max = 3) double sd,
            @ForAll @Size(max = 12) List<@IntRange(min = 1, max = RUNS - 1) Integer> cuts,
            @ForAll Random order) {
        var slice = slice(seed, "tea", daily, sd);
        var whole = Dense.of(Simulation.of(slice).run(0, RUNS).compact());

        int[] merged = new int[0];
        for (var range : ranges(cuts, order)) {
            var part = Simulation.of(slice).run(range[0], range[1] - range[0]);
            merged = Dense.add(merged, part.compact());
        }

        assertThat(merged).isEqualTo(whole);
    }

    private static List<int[]> ranges(List<Integer> cuts, Random order) {
        var borders = new TreeSet<>(cuts);
        borders.add(RUNS);
        var ranges = new ArrayList<int[]>();
        int from = 0;
        for (int to : borders) {
            ranges.add(new int[] {from, to});
            from = to;
        }
        Collections.shuffle(ranges, order);
        return ranges;
    }

    @Test
    void seed_product_and_number_each_make_another_stream() {
        var firsts = new HashSet<Long>();
        for (long seed = 0; seed < 10; seed++) {
            for (var sku : List.of("a", "b", "ab")) {
                for (int run = 0; run < 1000; run++) {
                    firsts.add(new Streams(seed, sku).of(run).nextLong());
                }
            }
        }
        assertThat(firsts).hasSize(30_000);
    }

    /// Bit for bit, on any machine: what changes this makes two instances of different versions disagree.
    @Test
    void a_stream_never_changes() {
        assertThat(new Streams(42, "tea-sencha").of(7).nextLong()).isEqualTo(-3689230019889280362L);
    }
}
