package dev.tideway.knlocal.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.revision.GradualRollout.Share;
import dev.tideway.knlocal.revision.GradualRollout.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Wanted values are what Knative's `rollout.go` computes, for an ingress that is ready at once.
class GradualRolloutTest {
    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    private static GradualRollout begun(int percent, int seconds) {
        return GradualRollout.over("a", percent).to("b", Duration.ofSeconds(seconds), START);
    }

    private static Steps steps(GradualRollout rollout) {
        return rollout.steps().orElseThrow();
    }

    private static List<Integer> percents(GradualRollout rollout) {
        return rollout.shares().stream().map(Share::percent).toList();
    }

    /// As it is after each of its steps, each taken when it is due; the last is over.
    private static List<GradualRollout> toItsEnd(GradualRollout begun) {
        var all = new ArrayList<GradualRollout>();
        all.add(begun);
        while (all.getLast().steps().isPresent()) {
            all.add(all.getLast().at(steps(all.getLast()).next()));
        }
        return all;
    }

    @Test
    void a_new_revision_begins_with_one_percent() {
        assertThat(begun(100, 60).shares()).containsExactly(new Share("a", 99), new Share("b", 1));
    }

    @ParameterizedTest
    @CsvSource({
        // The shortest there is: one step.
        "100, 1, 99, PT1S",
        "100, 2, 99, PT1S",
        "100, 3, 50, PT1S",
        "100, 5, 25, PT1S",
        "100, 60, 2, PT1S",
        "100, 100, 1, PT1S",
        // More seconds than percents: a percent at a time.
        "100, 380, 1, PT3.828282828S",
        "40, 380, 1, PT9.717948717S",
        "40, 5, 10, PT1S",
        "2, 380, 1, PT6M19S",
    })
    void the_rest_moves_in_equal_steps_of_a_second_or_a_percent_at_least(
            int percent, int seconds, int size, Duration every) {
        assertThat(steps(begun(percent, seconds)))
                .isEqualTo(new Steps(size, every, START.plus(every)));
    }

    @Test
    void nothing_moves_before_it_is_due_and_only_one_step_when_it_is_late() {
        var begun = begun(100, 5);

        assertThat(begun.at(START.plusMillis(999))).isSameAs(begun);
        var late = begun.at(START.plusSeconds(60));
        assertThat(percents(late)).containsExactly(74, 26);
        assertThat(steps(late).next()).isEqualTo(START.plusSeconds(61));
    }

    @Test
    void a_hundred_percent_in_five_seconds() {
        assertThat(toItsEnd(begun(100, 5)).stream().map(it -> percents(it).getLast()))
                .containsExactly(1, 26, 51, 76, 100);
    }

    @Test
    void a_newer_revision_takes_its_first_percent_from_the_latest_and_drains_that_first() {
        // Given
        var midway = new GradualRollout(List.of(new Share("a", 60), new Share("b", 40)), steps());
        // When
        var turned = midway.to("c", Duration.ofSeconds(5), START);
        // Then
        assertThat(turned.shares())
                .containsExactly(new Share("a", 60), new Share("b", 39), new Share("c", 1));
        assertThat(toItsEnd(turned).stream().map(GradualRollout::shares))
                .contains(
                        List.of(new Share("a", 60), new Share("b", 14), new Share("c", 26)),
                        List.of(new Share("a", 49), new Share("c", 51)))
                .last()
                .isEqualTo(List.of(new Share("c", 100)));
    }

    private static Optional<Steps> steps() {
        return Optional.of(new Steps(1, Duration.ofSeconds(1), START));
    }

    @Test
    void a_latest_that_has_its_first_percent_only_is_left_out_for_a_newer_one() {
        assertThat(begun(100, 60).to("c", Duration.ofSeconds(60), START).shares())
                .containsExactly(new Share("a", 99), new Share("c", 1));
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void one_percent_and_none_move_at_once(int percent) {
        assertThat(begun(percent, 60)).isEqualTo(GradualRollout.over("b", percent));
    }

    @Property
    void shares_add_up_and_move_one_way_until_the_latest_has_all_of_them(
            @ForAll @IntRange(min = 2, max = 100) int percent,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0, max = 30) Integer> stepsBefore,
            @ForAll @IntRange(min = 1, max = 900) int seconds) {
        // Given
        var duration = Duration.ofSeconds(seconds);
        var rollout = GradualRollout.over("r0", percent);
        for (int i = 0; i < stepsBefore.size(); i++) {
            rollout = rollout.to("r" + (i + 1), duration, START);
            var all = toItsEnd(rollout);
            rollout = all.get(Math.min(stepsBefore.get(i), all.size() - 1));
        }
        // When
        var all = toItsEnd(rollout.to("last", duration, START));
        // Then
        assertThat(all)
                .allSatisfy(it -> assertThat(it.percent()).isEqualTo(percent))
                .allSatisfy(it -> assertThat(percents(it)).allMatch(share -> share > 0));
        assertThat(all.getLast()).isEqualTo(GradualRollout.over("last", percent));
        var latest = all.stream().map(it -> it.shares().getLast()).toList();
        assertThat(latest).allMatch(it -> it.revision().equals("last"));
        assertThat(latest.stream().map(Share::percent)).isSorted().doesNotHaveDuplicates();
        for (int i = 1; i < all.size(); i++) {
            assertThat(names(all.get(i - 1))).containsAll(names(all.get(i)));
        }
    }

    private static List<String> names(GradualRollout rollout) {
        return rollout.shares().stream().map(Share::revision).toList();
    }

    @Property
    void no_rollout_takes_many_steps_or_much_longer_than_it_should(
            @ForAll @IntRange(min = 2, max = 100) int percent,
            @ForAll @IntRange(min = 1, max = 3600) int seconds) {
        var all = toItsEnd(begun(percent, seconds));
        var took =
                IntStream.range(0, all.size() - 1)
                        .mapToObj(i -> steps(all.get(i)).every())
                        .reduce(Duration.ZERO, Duration::plus);

        assertThat(all.size() - 1).isLessThanOrEqualTo(percent - 1);
        // A step is of whole percents, rounded: half as long again at the most.
        assertThat(took)
                .isLessThanOrEqualTo(Duration.ofSeconds(seconds).multipliedBy(3).dividedBy(2));
    }
}
