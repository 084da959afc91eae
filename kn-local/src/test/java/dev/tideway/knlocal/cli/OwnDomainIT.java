package dev.tideway.knlocal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What this repository asks of others it does itself. An IT, for the functions have to be built.
class OwnDomainIT {
    @Test
    void this_repository_has_nothing_to_mend() {
        // Given
        var out = new StringWriter();
        var err = new StringWriter();
        var io =
                new Io(
                        InputStream.nullInputStream(),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        Screen.FILE,
                        Map.of());
        // When
        var code = Main.run(io, "check", "--root", "..");
        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).startsWith("nothing to mend");
        assertThat(code).isZero();
    }
}
