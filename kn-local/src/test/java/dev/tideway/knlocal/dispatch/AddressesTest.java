package dev.tideway.knlocal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.manifest.Destination;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.Place;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    private static final Place PLACE = new Place(Path.of("triggers.yaml"), 1);
    private static final Key ORDERS = new Key("default", "orders");
    private static final String INGRESS = "http://%s.knative-eventing.svc.cluster.local/default/%s";

    private final Addresses addresses =
            new Addresses(
                    Map.of(
                            ref("Service", "default", "orders"),
                            URI.create("http://orders.default.svc.cluster.local"),
                            ref("Service", "shop", "orders"),
                            URI.create("http://orders.shop.svc.cluster.local"),
                            ref("Broker", "default", "default"),
                            URI.create(INGRESS.formatted("kafka-broker-ingress", "default")),
                            ref("Broker", "default", "memory"),
                            URI.create(INGRESS.formatted("broker-ingress", "memory")),
                            ref("Channel", "default", "parcels"),
                            URI.create("http://parcels-kn-channel.default.svc.cluster.local")),
                    () -> URI.create("http://127.0.0.1:8080"));

    @Test
    void a_reference_to_a_service_is_a_function_of_ours_under_its_cluster_name() {
        assertThat(resolve("Service", "default", "orders", null))
                .hasValue(
                        Route.toFunction(
                                URI.create("http://orders.default.svc.cluster.local"), ORDERS));
    }

    @ParameterizedTest
    @CsvSource({
        "/deep/path, http://orders.default.svc.cluster.local/deep/path",
        "path?x=1,   http://orders.default.svc.cluster.local/path?x=1"
    })
    void the_uri_beside_a_reference_is_resolved_against_it(String path, String uri) {
        var route = resolve("Service", "default", "orders", path).orElseThrow();
        assertThat(route.function()).hasValue(ORDERS);
        assertThat(route.uri()).isEqualTo(URI.create(uri));
    }

    @ParameterizedTest
    @CsvSource({
        "Broker, default, http://127.0.0.1:8080/default/default",
        "Broker, memory, http://127.0.0.1:8080/default/memory",
        "Channel, parcels, http://127.0.0.1:8080/@parcels-kn-channel.default.svc.cluster.local/",
        "Service, orders, http://127.0.0.1:8080/@orders.default.svc.cluster.local/"
    })
    void a_program_on_this_machine_reaches_each_at_the_data_port(
            String kind, String name, URI reached) {
        var to = new Destination.Ref("v1", kind, new Key("default", name), Optional.empty(), PLACE);
        assertThat(addresses.reachable(to)).contains(reached);
    }

    @Test
    void an_address_elsewhere_is_reached_as_it_is() {
        var elsewhere = URI.create("http://example.com/a?b=c");
        assertThat(addresses.reachable(new Destination.Address(elsewhere, PLACE)))
                .contains(elsewhere);
    }

    @Test
    void a_service_of_that_name_in_another_namespace_is_another() {
        assertThat(resolve("Service", "shop", "orders", null).flatMap(Route::function))
                .hasValue(new Key("shop", "orders"));
    }

    @Test
    void what_is_not_here_has_no_route() {
        assertThat(resolve("Service", "default", "nobody", null)).isEmpty();
        assertThat(resolve("Broker", "default", "nobody", null)).isEmpty();
        assertThat(resolve("Sequence", "default", "orders", null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "default, http://kafka-broker-ingress.knative-eventing.svc.cluster.local/default/default",
        "memory,  http://broker-ingress.knative-eventing.svc.cluster.local/default/memory"
    })
    void a_reference_to_a_broker_leads_to_our_data_port_under_its_cluster_name(
            String broker, String uri) {
        assertThat(resolve("Broker", "default", broker, null))
                .hasValue(
                        Route.toAddress(
                                URI.create(uri),
                                URI.create("http://127.0.0.1:8080/default/" + broker)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://orders.default.svc.cluster.local",
                "http://orders.default.svc.cluster.local/path?x=1",
                "http://orders.default.svc.cluster.local:80/",
                "http://orders.default.svc/",
                "http://orders.default",
                "http://orders.default.localhost:8080/",
                "http://ORDERS.Default.svc.cluster.local/"
            })
    void an_address_that_means_a_function_of_ours_is_that_function(String uri) {
        assertThat(address(uri)).isEqualTo(Route.toFunction(URI.create(uri), ORDERS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:9999/sink",
                "https://example.com/hook",
                "http://orders",
                "http://nobody.default.svc.cluster.local/",
                "http://a.orders.default.svc.cluster.local/",
                "http://under_score:8080/"
            })
    void any_other_address_is_itself(String uri) {
        assertThat(address(uri)).isEqualTo(Route.toAddress(URI.create(uri), URI.create(uri)));
    }

    @Test
    void a_brokers_cluster_address_leads_to_our_data_port() {
        var uri = "http://broker-ingress.knative-eventing.svc.cluster.local/default/memory";
        assertThat(address(uri))
                .isEqualTo(
                        Route.toAddress(
                                URI.create(uri),
                                URI.create("http://127.0.0.1:8080/default/memory")));
    }

    @ParameterizedTest
    @CsvSource({
        "orders.default.localhost:8080, true",
        "orders.default.localhost, true",
        "Orders.default.LOCALHOST:8080, true",
        "orders.default.svc.cluster.local, true",
        "nobody.default.localhost, false",
        "orders.localhost:8080, false",
        "localhost:8080, false",
        "127.0.0.1:8080, false",
        "[::1]:8080, false",
        "'', false"
    })
    void a_host_header_names_a_function_or_none(String host, boolean ours) {
        assertThat(addresses.function(host)).isEqualTo(Optional.of(ORDERS).filter(_ -> ours));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Channel", "InMemoryChannel", "KafkaChannel"})
    void a_reference_to_a_channel_by_any_of_its_kinds_leads_to_our_data_port(String kind) {
        assertThat(resolve(kind, "default", "parcels", null))
                .hasValue(
                        Route.toAddress(
                                URI.create("http://parcels-kn-channel.default.svc.cluster.local"),
                                URI.create("http://127.0.0.1:8080/")));
    }

    private static ObjectRef ref(String kind, String namespace, String name) {
        return new ObjectRef(kind, new Key(namespace, name));
    }

    private Route address(String uri) {
        return addresses.resolve(new Destination.Address(URI.create(uri), PLACE)).orElseThrow();
    }

    private Optional<Route> resolve(
            String kind, String namespace, String name, @Nullable String path) {
        return addresses.resolve(
                new Destination.Ref(
                        "v1",
                        kind,
                        new Key(namespace, name),
                        Optional.ofNullable(path).map(URI::create),
                        PLACE));
    }
}
