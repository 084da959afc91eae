package dev.tideway.salesfacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.funqy.knative.events.CloudEventMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TriggerTest {
    @Test
    void the_trigger_routes_exactly_these_types_here() throws IOException {
        var trigger = Files.readString(Path.of("../../triggers/sales-facts.yaml"));

        var routed =
                trigger.lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("type: "))
                        .map(line -> line.substring(6));

        assertThat(routed).containsExactlyInAnyOrderElementsOf(taken().toList());
    }

    private static Stream<String> taken() {
        return Arrays.stream(SalesFacts.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(CloudEventMapping.class))
                .map(method -> method.getAnnotation(CloudEventMapping.class).trigger());
    }
}
