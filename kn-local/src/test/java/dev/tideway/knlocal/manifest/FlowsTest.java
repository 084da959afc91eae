package dev.tideway.knlocal.manifest;

import static dev.tideway.knlocal.manifest.ManifestProblemsTest.FILES;
import static dev.tideway.knlocal.manifest.ManifestProblemsTest.sources;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlowsTest {
    private final Resources read =
            Manifests.read(
                    sources(
                            List.of(FILES.resolve("flows.yaml")),
                            List.of(
                                    FILES.resolve("functions/orders"),
                                    FILES.resolve("functions/payments"))));

    @Test
    void what_is_right_brings_no_problem() {
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void
            a_channel_is_in_memory_unless_its_template_or_the_defaults_of_its_namespace_say_otherwise() {
        assertThat(channel("default", "parcels").type()).isEqualTo(Channel.Type.IN_MEMORY);
        assertThat(channel("default", "kept").type()).isEqualTo(Channel.Type.KAFKA);
        assertThat(channel("shop", "parcels").type()).isEqualTo(Channel.Type.KAFKA);
    }

    @Test
    void a_kafka_channel_has_a_topic_of_its_own() {
        assertThat(channel("default", "kept").topic())
                .contains(
                        new Topic(
                                "knative-messaging-kafka.default.kept",
                                BrokerReader.SHIPPED_SERVERS,
                                3,
                                1,
                                Map.of("retention.ms", "86400000")));
        assertThat(channel("shop", "parcels").topic().orElseThrow().config())
                .isEqualTo(Map.of("retention.ms", "604800000"));
    }

    @Test
    void a_step_of_a_sequence_answers_into_the_next_channel_and_the_last_one_into_the_reply() {
        var first = subscription("ship-kn-sequence-0");
        var second = subscription("ship-kn-sequence-1");

        assertThat(first.channel()).isEqualTo(key("ship-kn-sequence-0"));
        assertThat(first.subscriber()).isInstanceOf(Destination.Ref.class);
        assertThat(first.reply())
                .map(FlowsTest::target)
                .contains(ref("Channel", "ship-kn-sequence-1"));
        assertThat(first.delivery().flatMap(Delivery::retry)).contains(4);
        assertThat(second.channel()).isEqualTo(key("ship-kn-sequence-1"));
        assertThat(second.reply()).map(FlowsTest::target).contains(ref("Channel", "parcels"));
        assertThat(second.delivery()).isEmpty();
        assertThat(channel("default", "ship-kn-sequence-1").type()).isEqualTo(Channel.Type.KAFKA);
    }

    @Test
    void the_address_of_a_flow_is_that_of_its_first_channel() {
        assertThat(read.addresses())
                .containsEntry(
                        ref("Sequence", "ship"),
                        URI.create(
                                "http://ship-kn-sequence-0-kn-channel.default.svc.cluster.local"))
                .containsEntry(
                        ref("Parallel", "sort"),
                        URI.create("http://sort-kn-parallel-kn-channel.default.svc.cluster.local"));
    }

    @Test
    void a_filter_of_a_parallel_answers_into_its_branch_where_the_subscriber_is() {
        var filter = subscription("sort-kn-parallel-filter-0");
        var branch = subscription("sort-kn-parallel-0");

        assertThat(filter.channel()).isEqualTo(key("sort-kn-parallel"));
        assertThat(filter.reply())
                .map(FlowsTest::target)
                .contains(ref("Channel", "sort-kn-parallel-0"));
        assertThat(branch.channel()).isEqualTo(key("sort-kn-parallel-0"));
        assertThat(branch.reply()).map(FlowsTest::target).contains(ref("Channel", "kept"));
        assertThat(branch.delivery().flatMap(Delivery::backoffDelay))
                .contains(Duration.ofMillis(500));
    }

    @Test
    void a_branch_without_a_filter_gets_every_event_and_one_without_a_reply_the_common_one() {
        var filter = subscription("sort-kn-parallel-filter-1");

        assertThat(target(filter.subscriber())).isEqualTo(ref("Channel", "sort-kn-parallel-1"));
        assertThat(filter.reply()).isEmpty();
        assertThat(subscription("sort-kn-parallel-1").reply())
                .map(FlowsTest::target)
                .contains(ref("Channel", "parcels"));
    }

    @Test
    void a_trigger_can_send_to_a_channel_and_a_flow() {
        assertThat(read.triggers()).containsKeys(key("to-sequence"), key("to-channel"));
    }

    private Channel channel(String namespace, String name) {
        return requireNonNull(read.channels().get(new Key(namespace, name)));
    }

    private Subscription subscription(String name) {
        return requireNonNull(read.subscriptions().get(key(name)));
    }

    private static ObjectRef target(Destination destination) {
        return Optional.of(destination)
                .map(Destination.Ref.class::cast)
                .map(Destination.Ref::target)
                .orElseThrow();
    }

    private static ObjectRef ref(String kind, String name) {
        return new ObjectRef(kind, key(name));
    }

    private static Key key(String name) {
        return new Key("default", name);
    }
}
