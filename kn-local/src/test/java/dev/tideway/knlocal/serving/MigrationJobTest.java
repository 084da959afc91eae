package dev.tideway.knlocal.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MigrationJobTest {
    @Test
    void a_cluster_runs_the_flyway_that_kn_local_runs() throws IOException {
        // Given
        var pom = Files.readString(Path.of("../pom.xml"));
        var version = MigrationJob.IMAGE.substring(MigrationJob.IMAGE.indexOf(':') + 1);
        // Then
        assertThat(pom).contains("<flyway.version>" + version + "</flyway.version>");
    }
}
