package dev.tideway.flowtest;

import static dev.tideway.flowtest.EventPattern.event;
import static dev.tideway.flowtest.FlowFault.function;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a flow shows a test, and how it says that something is not as expected: on a project of shell scripts.
@FlowTest(
        root = "src/test/resources/greeting",
        functions = {"greeter", "keeper"})
class GreetingFlowIT {
    private static NewEvent hello() {
        return NewEvent.of("hello.v1").about("ada").json("\"Ada\"");
    }

    private static NewEvent goodbye() {
        return NewEvent.of("goodbye.v1").about("ada").json("\"Ada\"");
    }

    @Test
    void an_answer_is_an_event_of_the_flow_and_one_that_nobody_gives_is_absent(Flow flow) {
        flow.send(hello());

        var greeted = flow.expect(event("greeted.v1").withData("/to", "Ada"));
        assertThat(greeted.data().path("on").asText()).isEqualTo("hello.v1");
        flow.expectNo(event("greeted.v1").withData("/on", "goodbye.v1"));
        flow.expectNoDeadLetters();
    }

    @Test
    void another_tests_events_are_not_seen(Flow flow) {
        flow.send(goodbye());

        assertThat(flow.all(event("hello.v1"))).isEmpty();
        assertThat(flow.all(event("greeted.v1"))).hasSize(1);
    }

    @Test
    void an_event_may_be_one_of_the_sdks(Flow flow) {
        flow.send(
                CloudEventBuilder.v1()
                        .withId(UUID.randomUUID().toString())
                        .withSource(URI.create("/test"))
                        .withType("hello.v1")
                        .withData("application/json", "\"Bob\"".getBytes(StandardCharsets.UTF_8))
                        .build());

        flow.expect(event("hello.v1").from("/test"));
        flow.expect(event("greeted.v1").withData("/to", "Bob"));
    }

    @Test
    void what_can_never_be_handled_is_a_dead_letter_with_the_reason(Flow flow) {
        flow.send(NewEvent.of("silence.v1").json("\"\""));

        var letter = flow.expectDeadLetter(event("silence.v1"));
        assertThat(letter.why()).contains("422", "nothing was said");
        assertThat(letter.by()).isEqualTo("trigger default/greeter");
        assertThat(letter.kept()).as("the project has no dead-letter sink").isFalse();
        assertThatThrownBy(flow::expectNoDeadLetters).hasMessageContaining("nothing was said");
    }

    @Test
    void a_duplicate_is_waited_for_before_the_flow_is_at_rest(Flow flow) {
        flow.fault(function("greeter").duplicate().times(1));

        flow.send(hello());

        assertThat(flow.all(event("greeted.v1"))).hasSize(2);
    }

    @Test
    void events_of_a_trigger_without_order_overtake_each_other(Flow flow) {
        flow.reorder("greeter", event("hello.v1"), event("goodbye.v1"));

        flow.send(hello());
        flow.send(goodbye());

        assertThat(flow.all(event("greeted.v1")))
                .extracting(it -> it.data().path("on").asText())
                .containsExactly("goodbye.v1", "hello.v1");
    }

    @Test
    void nothing_overtakes_anything_where_a_trigger_is_ordered(Flow flow) {
        assertThatThrownBy(() -> flow.reorder("keeper", event("hello.v1"), event("goodbye.v1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "trigger default/keeper is ordered: goodbye.v1 cannot overtake hello.v1 there, which is what the order is for");
    }

    @Test
    void what_does_not_come_is_said_once_the_flow_is_at_rest_with_its_journey(Flow flow) {
        flow.send(hello());

        assertThatThrownBy(() ->
                        flow.within(Duration.ofHours(1))
                                .expect(event("greeted.v1").withData("/to", "Bob")))
                .isInstanceOf(AssertionError.class)
                .message()
                .startsWith(
                        "no event greeted.v1 with /to = Bob in its data came, and none will: the flow is at rest\nOf that type there is\n  ")
                .contains("which has \"Ada\" at /to")
                .contains("accepted by broker default/default")
                .contains("trigger default/greeter: delivered")
                .contains("└─ greeted.v1");
    }

    @Test
    void what_is_there_though_it_should_not_be_is_said_with_its_journey(Flow flow) {
        flow.send(hello());

        assertThatThrownBy(() -> flow.expectNo(event("greeted.v1")))
                .isInstanceOf(AssertionError.class)
                .message()
                .startsWith("there is an event greeted.v1: ")
                .contains("└─ greeted.v1");
    }

    @Test
    void a_flow_that_does_not_come_to_rest_in_time_says_what_it_waits_for(Flow flow) {
        flow.fault(function("greeter").fail(503));
        flow.send(hello());

        assertThatThrownBy(() -> flow.within(Duration.ofMillis(150)).expectNo(event("greeted.v1")))
                .isInstanceOf(AssertionError.class)
                .message()
                .startsWith(
                        "the flow is not at rest, so that nobody knows whether none comes: greeted.v1 within 0.15 s; the flow goes on:\n  trigger default/greeter has not finished hello.v1 ")
                .contains("503 fault: answered 503 on purpose");
    }

    @Test
    void an_answer_that_is_not_as_expected_is_shown(Flow flow) {
        flow.send(hello());

        assertThatThrownBy(() -> flow.get("keeper", "/hello").expect(200))
                .isInstanceOf(AssertionError.class)
                .message()
                .startsWith(
                        "GET /hello of default/keeper does not answer as expected, and the flow is at rest\n  405 only events are served here");
        flow.get("keeper", "/health").expect(200);
    }

    @Test
    void bad_use_is_said_in_one_line(Flow flow) {
        assertThatThrownBy(() -> flow.expect(event("greeted.v1")))
                .hasMessage(
                        "nothing has been sent yet, so nothing can be expected: flow.send(…) comes first");
        assertThatThrownBy(() -> flow.fault(function("greter").crash()))
                .hasMessage(
                        "no function greter takes part; there is default/greeter, default/keeper; did you mean greeter?");
        assertThatThrownBy(() -> flow.get("nobody", "/"))
                .hasMessageStartingWith("no function nobody takes part");
        assertThatThrownBy(() -> flow.send("no-broker", hello()))
                .hasMessage("no broker no-broker takes part; there is default/default");
        assertThatThrownBy(() -> flow.select("no-db", "select 1"))
                .hasMessage("no database no-db under databases in kn-local.yaml; there is []");
        assertThatThrownBy(() -> flow.send(NewEvent.of("")))
                .hasMessageStartingWith("this is no valid event: ");
        assertThatThrownBy(() -> function("greeter").fail(200)).hasMessageContaining("200");
    }
}
