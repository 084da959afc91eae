package dev.tideway.cataloguecdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static Map<String, String> with(String name, String value) {
        var environment =
                new HashMap<>(
                        Map.of(
                                "K_SINK", "http://broker.example/default",
                                "DATABASE_JDBC_URI",
                                        "jdbc:postgresql://db:5433/catalogue?user=u&password=secret",
                                "DATABASE_USERNAME", "u",
                                "DATABASE_PASSWORD", "secret"));
        environment.put(name, value);
        return environment;
    }

    @Test
    void the_secret_of_the_database_says_where_it_is() throws Exception {
        var database = Settings.of(with("K_CE_OVERRIDES", "")).database();
        assertThat(database.host()).isEqualTo("db");
        assertThat(database.port()).isEqualTo("5433");
        assertThat(database.name()).isEqualTo("catalogue");
        assertThat(database.toString()).doesNotContain("secret");
    }

    @Test
    void overrides_are_extensions_of_every_event() throws Exception {
        var said = "{\"extensions\":{\"team\":\"shop\"}}";
        assertThat(Settings.of(with("K_CE_OVERRIDES", said)).overrides())
                .containsExactly(Map.entry("team", "shop"));
    }

    @Test
    void what_is_missing_or_wrong_is_named() {
        wrong("K_SINK", "", "K_SINK is not set: a ContainerSource or a SinkBinding gives it");
        wrong("K_SINK", "broker", "K_SINK is \"broker\", which is no http or https address");
        wrong(
                "DATABASE_PASSWORD",
                "",
                "DATABASE_PASSWORD is not set: take it from the database's Secret");
        wrong(
                "DATABASE_JDBC_URI",
                "postgresql://db",
                "DATABASE_JDBC_URI does not begin with jdbc:postgresql://host/database");
        wrong(
                "K_CE_OVERRIDES",
                "{\"extensions\":{\"Team\":\"x\"}}",
                "K_CE_OVERRIDES names the extension \"Team\": only a-z and 0-9 are allowed");
    }

    private static void wrong(String name, String value, String message) {
        assertThatThrownBy(() -> Settings.of(with(name, value))).hasMessage(message);
    }
}
