package dev.tideway.flowtest;

import static dev.tideway.flowtest.EventPattern.event;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The same project as its manifests have it: on Kafka.
@FlowTest(
        root = "src/test/resources/greeting",
        functions = "greeter",
        brokerClass = BrokerClass.AS_WRITTEN)
class GreetingOnKafkaIT {
    @Test
    void a_flow_on_kafka_comes_to_rest_as_well(Flow flow) {
        flow.send(NewEvent.of("hello.v1").about("ada").json("\"Ada\""));

        assertThat(flow.all(event("greeted.v1"))).hasSize(1);
        assertThat(flow.journey()).contains("partition ").doesNotContain("keeper");
    }
}
