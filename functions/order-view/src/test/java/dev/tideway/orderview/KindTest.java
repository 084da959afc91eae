package dev.tideway.orderview;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KindTest {
    @Test
    void the_trigger_routes_exactly_these_types_here() throws IOException {
        var trigger = Files.readString(Path.of("../../triggers/order-view.yaml"));

        var routed =
                trigger.lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("type: "))
                        .map(line -> line.substring(6));

        assertThat(routed)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Kind.values()).map(Kind::type).toList());
    }
}
