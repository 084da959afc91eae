package dev.tideway.knlocal.log;

import static dev.tideway.knlocal.log.EventLogContract.PARTITIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// What an [EventLog] remembers of its groups.
interface PlacesContract {
    /// An empty log of [EventLogContract#PARTITIONS] partitions.
    EventLog log();

    @Test
    default void a_group_that_never_committed_has_no_place() {
        try (var log = log()) {
            assertThat(log.committed("knative-trigger-default-never")).isEmpty();
        }
    }

    @Test
    default void groups_keep_the_places_they_committed_last() {
        try (var log = log()) {
            log.commit(Map.of("knative-trigger-default-a", new long[] {1, 2, 3, 4}));
            log.commit(
                    Map.of(
                            "knative-trigger-default-a", new long[] {5, 2, 3, 4},
                            "knative-trigger-default-b", new long[] {0, 0, 7, 0}));
            assertThat(log.committed("knative-trigger-default-a").orElseThrow())
                    .containsExactly(5, 2, 3, 4);
            assertThat(log.committed("knative-trigger-default-b").orElseThrow())
                    .containsExactly(0, 0, 7, 0);
        }
    }

    @Test
    default void a_forgotten_group_has_no_place_and_the_others_keep_theirs() {
        try (var log = log()) {
            log.commit(
                    Map.of(
                            "knative-trigger-default-gone",
                            new long[] {1, 2, 3, 4},
                            "knative-trigger-default-stays",
                            new long[] {4, 3, 2, 1}));
            log.forget("knative-trigger-default-gone");
            assertThat(log.committed("knative-trigger-default-gone")).isEmpty();
            assertThat(log.committed("knative-trigger-default-stays")).isPresent();
            assertThat(log.groups()).containsExactly("knative-trigger-default-stays");
        }
    }

    @Test
    default void groups_of_another_log_are_not_listed() {
        try (var log = log();
                var other = log()) {
            other.commit("knative-trigger-default-other", new long[PARTITIONS]);
            assertThat(log.groups()).isEmpty();
            assertThat(other.groups()).containsExactly("knative-trigger-default-other");
        }
    }

    @Test
    default void places_of_another_number_of_partitions_are_a_mistake() {
        try (var log = log()) {
            assertThatThrownBy(() -> log.commit("knative-trigger-default-a", new long[] {1}))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
