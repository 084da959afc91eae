package dev.tideway.knlocal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    eventing.knative.dev | RabbitmqBrokerConfig | Knative Eventing's part for RabbitMQ is not installed (v RabbitmqBrokerConfig): https://knative.dev/
                    sources.knative.dev  | RabbitmqSource       | Knative Eventing's part for RabbitMQ is not installed (v RabbitmqSource): https://knative.dev/
                    sources.knative.dev  | KafkaSource          | Knative Eventing's part for Kafka is not installed (v KafkaSource): https://knative.dev/
                    eventing.knative.dev | EventPolicy          | Knative Eventing is installed, but without v EventPolicy: another version is needed, https://knative.dev/
                    kafka.strimzi.io     | KafkaNodePool        | Strimzi is installed, but without v KafkaNodePool: another version is needed, https://strimzi.io/
                    example.com          | Thing                | the cluster does not serve v Thing
                    """)
    void a_kind_that_is_not_there_is_said_with_what_brings_it(
            String group, String kind, String says) {
        assertThat(Product.without(group, kind, "v " + kind)).startsWith(says);
    }
}
