package dev.tideway.flowtest;

import dev.tideway.knlocal.state.StateException;
import dev.tideway.knlocal.state.StateFolder;
import dev.tideway.knlocal.state.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The folder in which a runner keeps its own, below the build's own output.
///
/// @param folder the runner's
/// @param log what it has to say
record State(Path folder, Path log) {
    /// Test runs at the same time, each with a folder of its own.
    private static final int MOST = 16;

    /// What makes functions start sooner; everything else is new in each test run.
    private static final String KEPT = "revisions";

    private static final String OURS = "kn-local\\.state|runner\\.lock|" + KEPT;

    /// The first that no other test run has.
    ///
    /// @param here where the tests run
    /// @throws SetupException when none can be had
    static State free(Path here) {
        var output = Files.exists(here.resolve("build.gradle")) ? "build" : "target";
        var parent = here.resolve(output).resolve("flow-test").toAbsolutePath().normalize();
        for (int number = 1; ; number++) {
            var folder = parent.resolve("kn-local-" + number);
            try {
                refresh(folder);
                return new State(folder, parent.resolve("kn-local-" + number + ".log"));
            } catch (StateException e) {
                if (number == MOST) {
                    throw new SetupException(String.valueOf(e.getMessage()), e);
                }
            } catch (IOException e) {
                throw new SetupException("%s cannot be written: %s".formatted(folder, e), e);
            }
        }
    }

    private static void refresh(Path folder) throws StateException, IOException {
        try (var _ = StateFolder.hold(folder);
                var all = Files.list(folder)) {
            for (var each : all.toList()) {
                if (!String.valueOf(each.getFileName()).matches(OURS)) {
                    Trees.delete(each);
                }
            }
        }
    }
}
