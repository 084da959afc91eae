package dev.tideway.knlocal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterHostTest {
    @ParameterizedTest
    @CsvSource({
        "orders.default.localhost:8080, /a?b=/@c,                        orders.default,   /a?b=/@c",
        "127.0.0.1:8080, /@c-kn-channel.shop.svc.cluster.local/,         c-kn-channel.shop, /",
        "127.0.0.1:8080, /@c-kn-channel.shop.svc.cluster.local,          c-kn-channel.shop, /",
        "127.0.0.1:8080, /@orders.default.svc.cluster.local:80/x/y?q=1,  orders.default,   /x/y?q=1",
        "127.0.0.1:8080, /@orders.default?q=1,                           orders.default,   /?q=1"
    })
    void the_host_is_that_of_the_header_or_of_the_path(
            String authority, String target, String host, String rest) {
        var asked = ClusterHost.of(authority, target);
        assertThat(asked.host()).isEqualTo(host);
        assertThat(asked.target()).isEqualTo(rest);
    }

    @ParameterizedTest
    @CsvSource({
        "http://orders.default.svc.cluster.local,         /@orders.default.svc.cluster.local/",
        "http://orders.default.svc.cluster.local/a/b?c=d, /@orders.default.svc.cluster.local/a/b?c=d"
    })
    void an_address_of_a_cluster_has_an_alias_that_means_it(URI address, String alias) {
        assertThat(ClusterHost.alias(address)).isEqualTo(alias);
        assertThat(ClusterHost.of("x", alias).authority()).isEqualTo(address.getAuthority());
    }
}
