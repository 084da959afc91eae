package dev.tideway.knlocal.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.testing.Copy;
import dev.tideway.knlocal.testing.Maven;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `kn func create` gives, in a folder of its own, far from this repository.
class FuncCreateIT {
    @TempDir Path folder;

    @Test
    void a_created_function_builds_alone_and_passes_its_tests() throws Exception {
        // Given
        var function = folder.resolve("loyalty");
        new FuncCreate(Copy.REPOSITORY).run("quarkus", "tideway", function);
        // When
        var said = Maven.with(folder.resolve("m2")).run(function, "verify");
        // Then
        assertThat(said).contains("MyFunctionTest", "MyFunctionIT", "BUILD SUCCESS");
        assertThat(function.resolve("target/quarkus-app/quarkus-run.jar")).exists();
    }
}
