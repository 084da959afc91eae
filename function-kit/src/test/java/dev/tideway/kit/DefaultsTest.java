package dev.tideway.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class DefaultsTest {

    @Test
    void in_a_container_of_its_own_a_function_listens_everywhere() {
        assertThat(Defaults.address(Set.of("KUBERNETES_SERVICE_HOST", "K_SERVICE"), false))
                .isEqualTo("0.0.0.0");
        assertThat(Defaults.address(Set.of("PORT"), true)).isEqualTo("0.0.0.0");
    }

    @Test
    void elsewhere_it_listens_on_the_loopback_address() {
        assertThat(Defaults.address(Set.of("PORT"), false)).isEqualTo("127.0.0.1");
    }

    @Test
    void under_kn_local_in_a_container_it_listens_on_the_loopback_address() {
        assertThat(Defaults.address(Set.of("K_SERVICE"), true)).isEqualTo("127.0.0.1");
    }
}
