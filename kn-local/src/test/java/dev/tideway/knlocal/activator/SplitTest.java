package dev.tideway.knlocal.activator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.testing.Functions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SplitTest {
    private final Gate first = gate();
    private final Gate second = gate();

    private static Gate gate() {
        return new Gate(Functions.of(new Key("default", "orders"), 0), () -> {});
    }

    @Test
    void each_revision_gets_its_percentage() {
        // Given
        var split = new Split(List.of(new Split.Share(first, 90), new Split.Share(second, 10)));
        // When
        var picked = new HashMap<Gate, Integer>();
        for (int i = 0; i < 100; i++) {
            var drawn = i;
            picked.merge(split.pick(_ -> drawn), 1, Integer::sum);
        }
        // Then
        assertThat(picked).isEqualTo(Map.of(first, 90, second, 10));
    }

    @Test
    void shares_are_a_hundred_percent_together() {
        assertThatThrownBy(() -> new Split(List.of(new Split.Share(first, 90))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
