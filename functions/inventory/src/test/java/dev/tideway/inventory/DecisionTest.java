package dev.tideway.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.inventory.Decision.Refused;
import dev.tideway.inventory.Decision.Reserved;
import dev.tideway.inventory.Decision.Shortage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final Map<String, Integer> SHELVES = Map.of("tea", 5, "cup", 2);

    @Test
    void an_order_that_can_be_met_is_reserved_whole() {
        var lines = List.of(new Line("tea", 5), new Line("cup", 1));
        assertThat(Decision.on(lines, SHELVES)).isEqualTo(new Reserved(lines));
    }

    @Test
    void lines_of_one_sku_are_added_up() {
        var lines = List.of(new Line("tea", 2), new Line("cup", 1), new Line("tea", 1));
        assertThat(Decision.on(lines, SHELVES))
                .isEqualTo(new Reserved(List.of(new Line("tea", 3), new Line("cup", 1))));
        var tooMany = List.of(new Line("tea", 3), new Line("tea", 3));
        assertThat(Decision.on(tooMany, SHELVES))
                .isEqualTo(new Refused("only 5 of tea left", List.of(new Shortage("tea", 6, 5))));
    }

    @Test
    void one_short_line_refuses_the_whole_order_and_every_shortage_is_named() {
        var lines = List.of(new Line("tea", 1), new Line("unicorn", 1), new Line("cup", 3));
        assertThat(Decision.on(lines, SHELVES))
                .isEqualTo(
                        new Refused(
                                "unknown sku unicorn",
                                List.of(new Shortage("unicorn", 1, 0), new Shortage("cup", 3, 2))));
    }

    @Test
    void a_line_of_nothing_is_no_line() {
        assertThatThrownBy(() -> new Line("tea", 0)).hasMessage("quantity is 0, not 1 or more");
    }
}
