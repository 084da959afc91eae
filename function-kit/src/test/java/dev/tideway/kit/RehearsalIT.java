package dev.tideway.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tideway.kit.testing.TestDatabase;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// A start that is recorded for a start-up cache.
@QuarkusTest
@TestProfile(RehearsalIT.Recorded.class)
@WithTestResource(
        value = TestDatabase.class,
        initArgs = @ResourceArg(name = "migrations", value = "src/test/db"))
class RehearsalIT {
    @Inject Instance<DataSource> database;
    @Inject Guard guard;

    public static class Recorded implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tideway.rehearsal", "true");
        }
    }

    @Test
    void has_used_the_first_connection_and_rolled_back_when_the_function_is_ready()
            throws SQLException {
        var sql =
                "select query from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()";
        try (var _ = database.get().getConnection();
                var other = database.get().getConnection();
                var statement = other.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("ROLLBACK");
        }
    }

    @Test
    void goes_the_way_of_an_event_to_its_end() throws JsonProcessingException {
        assertThat(guard.rehearse(Rehearsal.EVENT).headers())
                .containsEntry("content-type", MediaType.STRUCTURED);
    }
}
