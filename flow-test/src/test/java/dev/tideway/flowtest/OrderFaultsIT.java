package dev.tideway.flowtest;

import static dev.tideway.flowtest.EventPattern.event;
import static dev.tideway.flowtest.FlowFault.function;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.flowtest.Scenario.Hop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every fault at every hop of the order flow: whatever goes wrong once, an order ends as it would have ended, and the books
/// balance.
@StoreFlow
@DisplayName("Every fault at every hop of the order flow")
class OrderFaultsIT {
    private static final List<String> ENDS =
            List.of(
                    "dev.tideway.order.confirmed.v1",
                    "dev.tideway.order.cancelled.v1",
                    "dev.tideway.order.rejected.v1");
    private static final Pattern TYPE = Pattern.compile("type: (dev\\.tideway\\.\\S+)");

    /// What can go wrong with an event that a function gets.
    enum Kind {
        FAIL,
        DELAY,
        CRASH,
        DUPLICATE,
        DROP_REPLY;

        FlowFault at(Hop hop) {
            var function = function(hop.function());
            var fault =
                    switch (this) {
                        case FAIL -> function.fail(503);
                        case DELAY -> function.delay(Duration.ofMillis(100));
                        case CRASH -> function.crash();
                        case DUPLICATE -> function.duplicate();
                        case DROP_REPLY -> function.dropReply();
                    };
            return fault.on(hop.type()).times(1);
        }
    }

    static Stream<Arguments> everyFaultAtEveryHop() {
        return Arrays.stream(Scenario.values())
                .flatMap(scenario ->
                        scenario.hops().stream()
                                .flatMap(hop ->
                                        Arrays.stream(Kind.values())
                                                .map(kind -> Arguments.of(kind, hop, scenario))));
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @MethodSource("everyFaultAtEveryHop")
    void an_order_ends_as_it_would_have_and_the_books_balance(
            Kind kind, Hop hop, Scenario scenario, Flow flow) {
        // Given
        flow.fault(kind.at(hop));
        // When
        var order = scenario.sent(flow);
        // Then
        flow.expectNoDeadLetters();
        var ends =
                ENDS.stream()
                        .flatMap(type -> flow.all(event(type).about(order.id())).stream())
                        .toList();
        assertThat(ends).extracting(SeenEvent::type).containsOnly(endOf(scenario));
        assertThat(ends)
                .extracting(SeenEvent::id)
                .as("one event, however often it comes")
                .hasSizeGreaterThan(0)
                .containsOnly(ends.getFirst().id());
        flow.get("order-view", "/orders/" + order.id())
                .expect(
                        200,
                        json -> {
                            assertThat(json.path("status").asText()).isEqualTo(scenario.end());
                            assertThat(json.path("history").findValuesAsText("id"))
                                    .doesNotHaveDuplicates();
                        });
        new Books(flow).balance(order, scenario.end());
    }

    private static String endOf(Scenario scenario) {
        return "dev.tideway.order." + scenario.end().toLowerCase(Locale.ROOT) + ".v1";
    }

    @Test
    void each_type_that_a_trigger_of_the_flow_takes_is_a_hop() throws Exception {
        // When
        var hops = new HashSet<Hop>();
        for (var function : List.of("orders", "inventory", "payments", "order-view")) {
            var yaml = Files.readString(Path.of("..", "triggers", function + ".yaml"));
            TYPE.matcher(yaml).results().forEach(it -> hops.add(new Hop(function, it.group(1))));
        }
        // Then
        assertThat(Arrays.stream(Scenario.values()).flatMap(it -> it.hops().stream()))
                .containsExactlyInAnyOrderElementsOf(hops);
    }
}
