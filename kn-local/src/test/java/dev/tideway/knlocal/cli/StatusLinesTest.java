package dev.tideway.knlocal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusLinesTest {
    @Test
    void the_first_look_tells_everything() {
        assertThat(new StatusLines().changes(Statuses.store()))
                .containsExactly(
                        "2026-02-03T04:05:06Z function default/orders: ready, 1/1 ready, 3 in flight, 0 queued",
                        "2026-02-03T04:05:06Z function default/payments: failed, 0/1 ready, 3 in flight, 0 queued: exit code 1: port in use",
                        "2026-02-03T04:05:06Z trigger default/orders: ready, 10 delivered, 2 retried, 0 dead-lettered, 0 to go",
                        "2026-02-03T04:05:06Z broker default/default: ready, 12 accepted, 1 refused");
    }

    @Test
    void later_only_what_has_changed_is_told() {
        // Given
        var lines = new StatusLines();
        lines.changes(Statuses.store());

        // When
        var changes = lines.changes(Statuses.storeLater());

        // Then
        assertThat(changes)
                .containsExactly(
                        "2026-02-03T04:05:07Z function default/orders: ready, 2/1 ready, 3 in flight, 0 queued",
                        "2026-02-03T04:05:07Z broker default/default: ready, 13 accepted, 1 refused");
    }

    @Test
    void nothing_is_told_when_nothing_has_changed() {
        var lines = new StatusLines();
        lines.changes(Statuses.store());
        assertThat(lines.changes(Statuses.store())).isEmpty();
    }
}
