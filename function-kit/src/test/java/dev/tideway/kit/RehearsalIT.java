package dev.tideway.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tideway.kit.testing.TestDatabase;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/// A start that is recorded for a start-up cache.
@QuarkusTest
@TestProfile(RehearsalIT.Recorded.class)
@WithTestResource(
        value = TestDatabase.class,
        initArgs = @ResourceArg(name = "migrations", value = "src/test/db"))
class RehearsalIT {
    @Inject Guard guard;

    public static class Recorded implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tideway.rehearsal", "true");
        }
    }

    /// Looked at from outside of the pool, so that no connection of its own is touched.
    @Test
    void has_used_a_connection_and_rolled_back_when_the_function_is_ready() throws SQLException {
        var config = ConfigProvider.getConfig();
        var url = config.getValue("quarkus.datasource.jdbc.url", String.class);
        var user = config.getValue("quarkus.datasource.username", String.class);
        var password = config.getValue("quarkus.datasource.password", String.class);
        var sql =
                "select count(*) from pg_stat_activity where usename = current_user and query = 'ROLLBACK'";
        try (var connection = DriverManager.getConnection(url, user, password);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void goes_the_way_of_an_event_to_its_end() throws JsonProcessingException {
        assertThat(guard.rehearse(Rehearsal.EVENT).headers())
                .containsEntry("content-type", MediaType.STRUCTURED);
    }
}
