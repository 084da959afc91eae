package dev.tideway.knlocal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The system's own programs that a leash is made of.
///
/// @param group puts a command into a process group of its own, so that Ctrl-C reaches the runner alone
/// @param setpriv util-linux' one, which knows `--pdeathsig`; absent on macOS and busybox
record Tools(List<String> group, Optional<Path> setpriv) {
    private static final List<Path> FOLDERS =
            List.of(
                    Path.of("/usr/bin"),
                    Path.of("/bin"),
                    Path.of("/usr/local/bin"),
                    Path.of("/opt/homebrew/bin"),
                    Path.of("/run/current-system/sw/bin"));

    static Tools onThisMachine() throws LaunchException {
        return new Tools(ownGroup(), find("setpriv").filter(Tools::knowsParentDeath));
    }

    /// What every Unix has; used where util-linux is missing.
    static Tools portable() throws LaunchException {
        return new Tools(ownGroup(), Optional.empty());
    }

    private static List<String> ownGroup() throws LaunchException {
        var setsid = find("setsid");
        if (setsid.isPresent()) {
            return List.of(setsid.get().toString());
        }
        return perl().orElseThrow(() ->
                new LaunchException(
                        "cannot start child processes: neither setsid nor perl in " + FOLDERS));
    }

    static Optional<List<String>> perl() {
        return find("perl")
                .map(perl ->
                        List.of(
                                perl.toString(),
                                "-e",
                                "setpgrp(0, 0); exec { $ARGV[0] } @ARGV or exit 126"));
    }

    private static Optional<Path> find(String name) {
        return FOLDERS.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean knowsParentDeath(Path setpriv) {
        try {
            var probe =
                    new ProcessBuilder(setpriv.toString(), "--pdeathsig", "KILL", "true")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return probe.waitFor(5, TimeUnit.SECONDS) && probe.exitValue() == 0;
        } catch (IOException refused) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
